import { makesLayer } from "../dockerfile/match";
import type { Instruction, Stage } from "../dockerfile/stages";
import type { Layer } from "./image";

/** One entry of an image's history, oldest first; what made no layer has 0 bytes. */
export type HistoryEntry = { readonly createdBy: string; readonly bytes: number };

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
  const shared = base ? commonPrefix(image.diffIds, base.diffIds) : 0;
  const entries = layerEntries(image);
  const own = ownInstructions(chain, entries.slice(shared));
  return image.diffIds.map((diffId, index) => {
    const { createdBy = "", bytes = 0 } = entries[index] ?? {};
    const mine = index < shared ? undefined : own[index - shared];
    return {
      diffId,
      instruction: mine ? mine.instruction.text : words(createdBy),
      ...(mine ? { line: mine.instruction.line, stage: mine.stage } : {}),
      bytes,
      shared: index < shared,
    };
  });
}

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

function ownInstructions(chain: readonly Stage[], entries: readonly HistoryEntry[]) {
  const making = chain.flatMap(({ name: stage, instructions }) =>
    instructions
      .filter(({ keyword }) => makesLayer(keyword))
      .map((instruction) => ({ stage, instruction })),
  );
  if (making.length === entries.length) return making;
  // A base image's triggers add layers, and WORKDIR / makes none: walk both from the top, by keyword.
  const found: ((typeof making)[number] | undefined)[] = [];
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

function commonPrefix(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((diffId, index) => diffId !== b[index]);
  return differs < 0 ? a.length : differs;
}
