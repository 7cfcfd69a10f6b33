import type { Instruction, Stage } from "./stages";

/** What a vertex of the build graph is in the learner's Dockerfile. */
export type Match = {
  /** Name of the stage, or its index as text; empty for the engine's own work. */
  readonly stage: string;
  /** The instruction as the learner wrote it, or the engine's words for its own work. */
  readonly instruction: string;
  readonly keyword?: string;
  readonly line?: number;
};

/** `[builder 4/5] RUN npm install`: the stage (none in a Dockerfile of one), place, of how many, words. */
const numbered = /^\[(?:(\S+) )? *(\d+)\/(\d+)\] +([\s\S]+)$/;
const platform = /^\[[a-z0-9]+\/[a-z0-9]+(?:\/v\d+)?(?:->\S+)? /;

/**
 * Finds the learner's instruction behind a vertex's name. BuildKit numbers, for each stage, what makes
 * a layer: `FROM` an image, `ADD`, `COPY`, `RUN` and `WORKDIR`; its words have variables filled in, so
 * the number is the surer sign and the words only confirm it.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/frontend/dockerfile/dockerfile2llb/convert.go
 */
export function matchVertex(name: string, stages: readonly Stage[]): Match {
  const [, stageName, place, total, words = ""] = numbered.exec(name.replace(platform, "[")) ?? [];
  const stage = stageNamed(stageName, stages);
  if (!stage || !place || !total) return { stage: "", instruction: engineWords(name) };
  const steps = stepsOf(stage);
  const keyword = words.split(/\s/)[0]?.toUpperCase() ?? "";
  const counted = steps.length === Number(total) ? steps[Number(place) - 1] : undefined;
  const found =
    counted?.keyword === keyword ? counted : soleMatch(steps, keyword, words.replace(/\s+/g, " "));
  if (!found) return { stage: stage.name, instruction: words };
  return { stage: stage.name, instruction: found.text, keyword: found.keyword, line: found.line };
}

/** The instructions of a stage that BuildKit numbers, in order. */
function stepsOf(stage: Stage): readonly Instruction[] {
  const pulls = stage.baseStage === undefined && stage.base !== "scratch";
  const steps = stage.instructions.filter(({ keyword }) => makesLayer(keyword));
  return pulls ? [stage.from, ...steps] : steps;
}

/** Whether an instruction of this keyword makes a layer. */
export function makesLayer(keyword: string): boolean {
  return keyword === "ADD" || keyword === "COPY" || keyword === "RUN" || keyword === "WORKDIR";
}

function stageNamed(name: string | undefined, stages: readonly Stage[]): Stage | undefined {
  if (name === undefined) return stages.length === 1 ? stages[0] : undefined;
  const index = /^stage-(\d+)$/.exec(name)?.[1];
  return (
    stages.findLast((stage) => stage.named && stage.name.toLowerCase() === name.toLowerCase()) ??
    stages[Number(index ?? -1)]
  );
}

// Where a base image's ONBUILD triggers shift the numbers, words that fit one instruction still tell.
function soleMatch(steps: readonly Instruction[], keyword: string, words: string) {
  const alike = steps.filter((step) => step.keyword === keyword && step.text === words);
  return alike.length === 1 ? alike[0] : undefined;
}

// The context reaches the engine as an archive; its words for that tell a learner nothing.
const contextWords: Readonly<Record<string, string>> = {
  "load remote build context": "load build context",
  "copy /context /": "unpack build context",
};

function engineWords(name: string): string {
  const words = name.replace(/^\[internal\] /, "");
  return contextWords[words] ?? words;
}
