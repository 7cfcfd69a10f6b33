import { makesLayer } from "../dockerfile/match";
import type { Instruction, Stage } from "../dockerfile/stages";
import type { Layer } from "./image";

/** One entry of an image's history, oldest first; what made no layer has 0 bytes. */
type HistoryEntry = { readonly createdBy: string; readonly bytes: number };

/** What an engine says of an image: its layers, lowest first, and its history, oldest first. */
export type Described = {
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
};

/**
 * The layers of a built image with the instruction that made each. The layers that the base image has
 * too are shared and keep its own words; those above belong, in order, to the layer-making
 * instructions of the stages that the image consists of (`chain`, lowest first).
 */
export function attribute(
  image: Described,
  base: Described | null,
  chain: readonly Stage[],
): Layer[] {
  const below = base && startsWith(image.diffIds, base.diffIds) ? base : nothing;
  const above = {
    diffIds: image.diffIds.slice(below.diffIds.length),
    history: image.history.slice(below.history.length),
  };
  const entries = layerEntries(above);
  const own = ownInstructions(chain, entries);
  const belowEntries = layerEntries(below);
  return [
    ...below.diffIds.map((diffId, index) => layerOf(diffId, belowEntries[index], undefined, true)),
    ...above.diffIds.map((diffId, index) => layerOf(diffId, entries[index], own[index], false)),
  ];
}

const nothing: Described = { diffIds: [], history: [] };

function layerOf(
  diffId: string,
  { createdBy, bytes }: HistoryEntry = { createdBy: "", bytes: 0 },
  mine: Own | undefined,
  shared: boolean,
): Layer {
  return {
    diffId,
    instruction: mine ? mine.instruction.text : words(createdBy),
    ...(mine ? { line: mine.instruction.line, stage: mine.stage } : {}),
    bytes,
    shared,
  };
}

/** An instruction of the learner's, with the name of its stage. */
type Own = { readonly stage: string; readonly instruction: Instruction };

/** The history entry of each layer: those that say they make one, or the best that fit the number. */
function layerEntries({ diffIds, history }: Described): HistoryEntry[] {
  const making = history.filter(({ createdBy, bytes }) => bytes > 0 || saysLayer(createdBy));
  if (making.length <= diffIds.length) return making;
  // Words that only look like a layer's: give up those without bytes, the oldest first.
  let surplus = making.length - diffIds.length;
  return making.filter(({ bytes }) => {
    const drop = surplus > 0 && bytes === 0;
    if (drop) surplus -= 1;
    return !drop;
  });
}

function saysLayer(createdBy: string): boolean {
  const classic = /^\/bin\/sh -c #\(nop\) +(\w+)/.exec(createdBy)?.[1];
  if (classic) return classic === "ADD" || classic === "COPY";
  if (/^WORKDIR \/$/.test(createdBy)) return false;
  return makesLayer(createdBy.split(" ")[0] ?? "") || createdBy.startsWith("/bin/sh -c ");
}

function ownInstructions(
  chain: readonly Stage[],
  entries: readonly HistoryEntry[],
): (Own | undefined)[] {
  const making = chain.flatMap(({ name: stage, instructions }) =>
    instructions
      .filter(({ keyword }) => makesLayer(keyword))
      .map((instruction) => ({ stage, instruction })),
  );
  if (making.length === entries.length) return making;
  // A base image's triggers add layers, and WORKDIR / makes none: walk both from the top, by keyword.
  const found: (Own | undefined)[] = [];
  let at = making.length - 1;
  for (const { createdBy } of [...entries].reverse()) {
    const index = making.findLastIndex(
      ({ instruction }, place) => place <= at && fits(instruction, createdBy),
    );
    found.unshift(index < 0 ? undefined : making[index]);
    if (index >= 0) at = index - 1;
  }
  return found;
}

function fits({ keyword, text }: Instruction, createdBy: string): boolean {
  return createdBy.startsWith(`${keyword} `) && !(keyword === "WORKDIR" && / \/$/.test(text));
}

/** A base image's words, without what its builder put around them. */
function words(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\) +/, "")
    .replace(/^RUN \/bin\/sh -c /, "RUN ")
    .replace(/^\/bin\/sh -c /, "RUN ")
    .replace(/ # buildkit$/, "")
    .trim();
}

function startsWith(all: readonly string[], start: readonly string[]): boolean {
  return start.every((diffId, index) => diffId === all[index]);
}
