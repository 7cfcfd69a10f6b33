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
 * a number that fits is a sure sign. Where two builds share a vertex, it has the name that the first
 * gave it, and where a base image has ONBUILD triggers the numbers are shifted: then the words decide.
 * `taken` are the lines that belong to other vertexes of the same build.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/frontend/dockerfile/dockerfile2llb/convert.go
 */
export function matchVertex(
  name: string,
  stages: readonly Stage[],
  taken: ReadonlySet<number> = new Set(),
): Match {
  const [, stageName, place, total, rest] = numbered.exec(name.replace(platform, "[")) ?? [];
  if (!place || !total || !rest) return { stage: "", instruction: engineWords(name) };
  const words = rest.replace(/\s+/g, " ");
  const stage = stageNamed(stageName, stages);
  const found =
    counted(stage, Number(place), Number(total), words) ??
    (stage && soleAlike([stage], words)) ??
    firstAlike(stages, words, taken);
  if (!found) return { stage: stage?.name ?? "", instruction: words };
  const { text, keyword, line } = found.step;
  return { stage: found.stage.name, instruction: text, keyword, line };
}

type Found = { readonly stage: Stage; readonly step: Instruction };

function counted(
  stage: Stage | undefined,
  place: number,
  total: number,
  words: string,
): Found | undefined {
  const steps = stage ? stepsOf(stage) : [];
  const step = steps.length === total ? steps[place - 1] : undefined;
  if (!stage || step?.keyword !== keywordOf(words)) return undefined;
  // A base has no variables left to fill in, so its words must fit: a neighbour's stage may share a name.
  return step.keyword === "FROM" && !alike(stage, step, words) ? undefined : { stage, step };
}

function soleAlike(stages: readonly Stage[], words: string): Found | undefined {
  const all = allAlike(stages, words);
  return all.length === 1 ? all[0] : undefined;
}

function firstAlike(stages: readonly Stage[], words: string, taken: ReadonlySet<number>) {
  return allAlike(stages, words).find(({ step }) => !taken.has(step.line));
}

function allAlike(stages: readonly Stage[], words: string): Found[] {
  return stages.flatMap((stage) =>
    stepsOf(stage).flatMap((step) => (alike(stage, step, words) ? [{ stage, step }] : [])),
  );
}

function alike({ base }: Stage, { keyword, text }: Instruction, words: string): boolean {
  if (keyword !== keywordOf(words)) return false;
  return keyword === "FROM"
    ? plainRef(words.slice("FROM ".length)) === plainRef(base)
    : text === words;
}

/** `docker.io/library/node:14@sha256:…` as people write it: `node:14`. */
function plainRef(ref: string): string {
  const named = ref.replace(/@sha256:[0-9a-f]+$/, "").replace(/^docker\.io\/(?:library\/)?/, "");
  return /:[^/]+$/.test(named) ? named : `${named}:latest`;
}

function keywordOf(words: string): string {
  return words.split(" ")[0]?.toUpperCase() ?? "";
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

// The context reaches the engine as an archive; its words for that tell a learner nothing.
const contextWords: Readonly<Record<string, string>> = {
  "load remote build context": "load build context",
  "copy /context /": "unpack build context",
};

function engineWords(name: string): string {
  const words = name.replace(/^\[internal\] /, "");
  return contextWords[words] ?? words;
}
