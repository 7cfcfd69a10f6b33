import { code } from "../../words";
import type { ExplanationRule } from "../explain";
import { keywords } from "../review";
import { engine, list, meant, told } from "./find";

/** What a Dockerfile can get wrong, in the words of BuildKit's parser and planner. */
export const fileRules: readonly ExplanationRule[] = [
  {
    id: "unknown-instruction",
    kind: "dockerfile",
    explain: engine(/unknown instruction: (\S+)/i, (word) => {
      const keyword = word.toUpperCase();
      return `${code(keyword)} is not an instruction.${meant(keyword, keywords)}`;
    }),
  },
  {
    id: "unknown-target",
    kind: "dockerfile",
    explain: engine(/target stage "?([^"\s]+)"? could not be found/, (name, { stages }) => {
      return `No stage is named ${code(name)}.${meant(name, stages) || ` The stages are ${list(stages)}.`}`;
    }),
  },
  {
    id: "no-dockerfile",
    kind: "dockerfile",
    explain: engine(/failed to read dockerfile: open ([^:]+): no such file/, (name) => {
      return `There is no file named ${code(name)} to build from.`;
    }),
  },
  {
    id: "empty",
    kind: "dockerfile",
    explain: engine(
      /file with no instructions|Dockerfile cannot be empty|no build stage in/,
      () => {
        return "The Dockerfile has no `FROM`, so there is nothing to start from.";
      },
    ),
  },
  {
    id: "circular",
    kind: "dockerfile",
    explain: engine(/circular dependency detected on stage: (\S+)/, (name) => {
      return `The stage ${code(name)} needs itself, directly or through others, so it can't ever be built.`;
    }),
  },
  {
    id: "copy-missing",
    kind: "dockerfile",
    explain: (failed) => {
      const path = told(
        /failed to calculate checksum of ref [^"]*"\/?([^"]+)": not found|lstat \/?(\S+): no such file/,
        failed,
      );
      if (path === null) return null;
      const { instruction, files } = failed;
      const from = /--from=(\S+)/.exec(instruction?.text ?? "")?.[1];
      if (from) return `There is no ${code(`/${path}`)} in ${code(from)} to copy.`;
      return `There is no ${code(path)} among the project's files, so it can't be copied.${meant(path, files)}`;
    },
  },
  {
    id: "from-variable",
    kind: "dockerfile",
    explain: engine(
      /variable expansion is not supported for --from|'from' doesn't support variable expansion/,
      () => {
        return "`from=` takes no variable. Give the image a stage of its own, whose `FROM` has the variable, and name that stage here.";
      },
    ),
    guilty: (text) => /from=[^\s,]*\$/.test(text),
  },
  {
    id: "stage-index",
    kind: "dockerfile",
    explain: engine(/invalid stage index (\d+)/, (index) => {
      return `There is no stage number ${index} above this one; they count from 0.`;
    }),
    guilty: (text, { message }) => text.includes(`from=${message.split(" ").at(-1)}`),
  },
  {
    id: "several-sources",
    kind: "dockerfile",
    explain: engine(/When using \w+ with more than one source file, the destination must/i, () => {
      return "With several sources the destination must be a folder: end it with `/`.";
    }),
  },
  {
    id: "parse",
    kind: "dockerfile",
    explain: engine(/(?:dockerfile )?parse error on line \d+: ([^\n]+)/, (reason) => {
      return `The Dockerfile does not parse here: ${code(reason)}.`;
    }),
  },
  {
    id: "image-name",
    kind: "dockerfile",
    explain: engine(
      /(?:failed to parse stage name|base name \(([^)]*)\) should not be blank|invalid reference format)/,
      () => {
        return "`FROM` needs the name of an image or of a stage above.";
      },
    ),
  },
];
