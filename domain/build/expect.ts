import type { BuildRequest } from "./request";

/** What builds have taken lately, in milliseconds: of all kinds, and of each; the newest last. */
export type Durations = {
  readonly all: readonly number[];
  readonly kinds: ReadonlyMap<string, readonly number[]>;
};

/** What a build is thought to take before any was seen to. */
const unknownMs = 5000;
const ofAll = 30;
const ofKind = 9;
const kinds = 1000;

export const noDurations: Durations = { all: [], kinds: new Map() };

/**
 * Builds that take about as long: of one Dockerfile of a step, or in free play of one learner; those
 * that only look into a stage are a kind of their own.
 */
export function kindOf(
  learner: string,
  request: Pick<BuildRequest, "lesson" | "step" | "dockerfile" | "noCache">,
  looks = false,
) {
  const { lesson, step = "", dockerfile, noCache } = request;
  const cache = looks ? "look" : noCache ? "uncached" : "cached";
  return JSON.stringify(lesson ? [lesson, step, dockerfile, cache] : [learner, dockerfile, cache]);
}

/** The durations with one build more; old ones, and the kinds that were longest unseen, make room. */
export function withDuration({ all, kinds: seen }: Durations, kind: string, ms: number): Durations {
  const others = [...seen].filter(([other]) => other !== kind).slice(1 - kinds);
  const own = [...(seen.get(kind) ?? []), ms].slice(-ofKind);
  return { all: [...all, ms].slice(-ofAll), kinds: new Map([...others, [kind, own]]) };
}

/**
 * What a build of a kind is thought to take. The median of its kind: one that was cached, or hung,
 * says nothing of the next. Of an unknown kind the mean of all, since waits are sums.
 */
export function expectedMs({ all, kinds: seen }: Durations, kind: string): number {
  const own = seen.get(kind);
  if (own) return median(own);
  return all.length === 0 ? unknownMs : all.reduce((sum, ms) => sum + ms, 0) / all.length;
}

/** How long a running build will still take: one that is over its time as long again as it is over. */
export function leftMs(expected: number, elapsed: number): number {
  return Math.max(expected - elapsed, elapsed - expected, expected * 0.25);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? 0;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}
