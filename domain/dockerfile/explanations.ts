import type { ExplanationRule, Failed } from "./explain";
import { nearest } from "./nearest";
import { keywords } from "./review";

const first = (pattern: RegExp, text: string): string | null => {
  const [all, ...groups] = pattern.exec(text) ?? [];
  return all === undefined ? null : (groups.find((group) => group !== undefined) ?? all);
};
/** In the engine's words; those on a command that ended by itself only quote the command. */
const told = (pattern: RegExp, { message, exitCode }: Failed) =>
  exitCode === undefined ? first(pattern, message) : null;
/** In the end of what a command printed. */
const printed = (pattern: RegExp, { tail }: Failed) => first(pattern, tail.join("\n"));

type Find = (pattern: RegExp, failed: Failed) => string | null;
type Words = (found: string, failed: Failed) => string;
const by = (find: Find) => (pattern: RegExp, words: Words) => (failed: Failed) => {
  const found = find(pattern, failed);
  return found === null ? null : words(found, failed);
};
const engine = by(told);
const command = by((pattern, failed) => told(pattern, failed) ?? printed(pattern, failed));

const meant = (word: string, words: readonly string[]) => {
  const near = nearest(word, words);
  return near ? ` Did you mean ${near}?` : "";
};
const list = (words: readonly string[]) => words.join(", ");

/**
 * The failures that learners meet, most telling first: what the Dockerfile got wrong, what was refused,
 * what an instruction ran into, and last the plain exit code. BuildKit has no codes for most of them,
 * so they are known by its words; `explain.test.itg.ts` has the engine say them.
 */
export const explanations: readonly ExplanationRule[] = [
  {
    id: "unknown-instruction",
    kind: "dockerfile",
    explain: engine(/unknown instruction: (\S+)/i, (word) => {
      const keyword = word.toUpperCase();
      return `${keyword} is not an instruction.${meant(keyword, keywords)}`;
    }),
  },
  {
    id: "unknown-target",
    kind: "dockerfile",
    explain: engine(/target stage "?([^"\s]+)"? could not be found/, (name, { stages }) => {
      return `No stage is named ${name}.${meant(name, stages) || ` The stages are ${list(stages)}.`}`;
    }),
  },
  {
    id: "no-dockerfile",
    kind: "dockerfile",
    explain: engine(/failed to read dockerfile: open ([^:]+): no such file/, (name) => {
      return `There is no file named ${name} to build from.`;
    }),
  },
  {
    id: "empty",
    kind: "dockerfile",
    explain: engine(
      /file with no instructions|Dockerfile cannot be empty|no build stage in/,
      () => {
        return "The Dockerfile has no FROM, so there is nothing to start from.";
      },
    ),
  },
  {
    id: "circular",
    kind: "dockerfile",
    explain: engine(/circular dependency detected on stage: (\S+)/, (name) => {
      return `The stage ${name} needs itself, directly or through others, so it can't ever be built.`;
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
      if (from) return `There is no /${path} in ${from} to copy.`;
      return `There is no ${path} among the project's files, so it can't be copied.${meant(path, files)}`;
    },
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
      return "With several sources the destination must be a folder: end it with a slash.";
    }),
  },
  {
    id: "policy",
    kind: "refused",
    explain: (failed) => {
      if (told(/denied by policy|not allowed by policy/, failed) === null) return null;
      const { catalogue, stages } = failed;
      const url = told(/(https?:\/\/[^\s"]+)/, failed);
      if (url) return `${url} is outside the sandbox; a build can't fetch from there.`;
      const image = told(
        /docker-image:\/\/(?:docker\.io\/(?:library\/)?)?([^\s"@]+?)[:"]?(?:[\s@]|$)|metadata for (?:docker\.io\/(?:library\/)?)?([^\s@]+?):? /,
        failed,
      );
      const name = image?.replace(/:latest$/, "") ?? "That source";
      const near = meant(name, [...stages, ...catalogue]);
      const has = catalogue.length > 0 ? ` The sandbox has ${list(catalogue)}.` : "";
      return `${name} is not an image that the sandbox has.${near || has}`;
    },
    guilty: (text, { message }) =>
      sourcesIn(message).some((source) => text.split(/[\s=,]/).includes(source)),
  },
  {
    id: "network-mode",
    kind: "refused",
    explain: engine(/network\.host is not allowed/, () => {
      return "RUN --network=host would reach the host's network; the sandbox allows no build to.";
    }),
    guilty: (text) => text.includes("--network=host"),
  },
  {
    id: "insecure",
    kind: "refused",
    explain: engine(/security\.insecure is not allowed|unknown flag: --security/, () => {
      return "RUN --security=insecure would take the walls down; the sandbox allows no build to.";
    }),
    guilty: (text) => text.includes("--security=insecure"),
  },
  {
    id: "parse",
    kind: "dockerfile",
    explain: engine(/(?:dockerfile )?parse error on line \d+: ([^\n]+)/, (reason) => {
      return `The Dockerfile does not parse here: ${reason}.`;
    }),
  },
  {
    id: "image-name",
    kind: "dockerfile",
    explain: engine(
      /(?:failed to parse stage name|base name \(([^)]*)\) should not be blank|invalid reference format)/,
      () => {
        return "FROM needs the name of an image or of a stage above.";
      },
    ),
  },
  {
    id: "disk-full",
    kind: "limit",
    explain: command(/no space left on device/i, () => {
      return "The build ran out of disk.";
    }),
  },
  {
    id: "npm-missing-script",
    kind: "instruction",
    explain: command(/missing script: "?([\w:.-]+)/i, (name) => {
      return `package.json has no script named ${name}.`;
    }),
  },
  {
    id: "npm-lock",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error)[^\n]*(?:can only install (?:packages )?(?:when|with) |The `npm ci` command|cipm can only)/,
      () => {
        return "npm ci needs a package-lock.json that fits package.json. Copy it in before, or use npm install.";
      },
    ),
  },
  {
    id: "npm-not-found",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error) (?:code ETARGET[\s\S]*?No matching version found for ([^\s.]\S*?)\.?$|404 +'?([^'\s]+)'? is not in|404 Not Found[^\n]*)/m,
      (name) => {
        return /\s/.test(name)
          ? "npm found no package of that name."
          : `npm found no ${name.replace(/^'|'$/g, "")}: check its name and version in package.json.`;
      },
    ),
  },
  {
    id: "npm-json",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error) (?:code EJSONPARSE|JSON\.parse|Failed to parse json)/i,
      () => {
        return "package.json is not valid JSON.";
      },
    ),
  },
  {
    id: "npm-no-package",
    kind: "instruction",
    explain: command(
      /npm (?:ERR!|error)[^\n]*(?:enoent|ENOENT)[^\n]*package\.json/,
      () => "npm found no package.json here. Copy it in before this instruction.",
    ),
  },
  {
    id: "npm-engine",
    kind: "instruction",
    explain: command(/npm (?:ERR!|error) code EBADENGINE/, () => {
      return "A package needs another version of Node than this image has.";
    }),
  },
  {
    id: "npm-peer",
    kind: "instruction",
    explain: command(/npm (?:ERR!|error) code ERESOLVE/, () => {
      return "npm can't make the packages' versions fit one another; see its lines below.";
    }),
  },
  {
    id: "network",
    kind: "refused",
    explain: command(
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)|Temporary failure resolving '([^']+)'|[Cc]ould not resolve host: (\S+)|bad address '([^']+)'|unable to resolve host address '([^']+)'/,
      (host) => {
        return `${host.replace(/[.,;:]+$/, "")} can't be reached: builds in the sandbox only reach the package registry.`;
      },
    ),
  },
  {
    id: "node-module",
    kind: "instruction",
    explain: command(/Error: Cannot find module '([^']+)'/, (name) => {
      return name.startsWith("/") || name.startsWith(".")
        ? `Node found no file ${name} in the image. Is it copied in before this instruction?`
        : `Node found no package ${name} in the image. Is it in package.json and installed before this?`;
    }),
  },
  {
    id: "command-not-found",
    kind: "instruction",
    explain: (failed) => {
      const name = printed(
        /(?:^|\n)[^\n]*?(?:sh|bash): (?:(?:line )?\d+: )?(?:\d+: )?([^\s:]+): (?:command )?not found/,
        failed,
      );
      const exec = printed(/exec: "([^"]+)": executable file not found/, failed);
      const command = name ?? exec;
      if (!command && failed.exitCode !== 127) return null;
      return command
        ? `This image has no command named ${command}.`
        : "This image has no such command.";
    },
  },
  {
    id: "no-shell",
    kind: "instruction",
    explain: command(
      /exec: "?\/bin\/sh"?: (?:stat \/bin\/sh: )?no such file|stat \/bin\/sh: no such file/,
      () => {
        return "This stage has no shell to run a command with: it starts from scratch.";
      },
    ),
  },
  {
    id: "no-user",
    kind: "dockerfile",
    explain: engine(/unable to find (user|group) (\S+):/, (kind, { message }) => {
      const name = first(/unable to find \w+ (\S+):/, message);
      return `This image has no ${kind} named ${name}.`;
    }),
  },
  {
    id: "permission",
    kind: "instruction",
    explain: ({ exitCode, tail }) =>
      exitCode === 126 || (exitCode !== undefined && /permission denied/i.test(tail.join("\n")))
        ? "The command was not permitted: a file that isn't executable, or a user without the right."
        : null,
  },
  {
    id: "crash",
    kind: "instruction",
    explain: ({ exitCode }) =>
      exitCode === 139 || exitCode === 134
        ? `The command crashed (exit code ${exitCode}): a fault in the program itself.`
        : null,
  },
  {
    id: "exit-code",
    kind: "instruction",
    explain: ({ exitCode, instruction }) =>
      exitCode === undefined
        ? null
        : `The command ${instruction ? `on line ${instruction.line}` : "of this instruction"} ended with exit code ${exitCode}.`,
  },
  {
    id: "other-instruction",
    kind: "dockerfile",
    explain: ({ message, instruction, line }) =>
      instruction || line !== undefined ? `The engine refused this: ${lastWords(message)}.` : null,
  },
];

/** What a policy error names: an address, or an image by its full and its short name. */
function sourcesIn(message: string): string[] {
  const [, source = ""] = /source "(?:docker-image:\/\/)?([^"]+)"/.exec(message) ?? [];
  const short = source.replace(/^docker\.io\/(?:library\/)?/, "");
  return [source, short, short.replace(/:latest$/, "")];
}

/** The innermost of wrapped errors (`a: b: c`), which names the cause. */
function lastWords(message: string): string {
  const words = message.split("\n")[0]?.replace(/^failed to solve(?: with[^:]*)?: /, "") ?? "";
  return words.replace(/\.$/, "").slice(0, 300);
}
