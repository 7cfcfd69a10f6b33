import type { Progress, VertexProgress } from "./fold";

/** The instructions of one stage, in the order of their lines; the engine's own work has no name. */
export type StageProgress = {
  readonly name: string;
  readonly vertexes: readonly VertexProgress[];
};

export type Totals = { readonly done: number; readonly cached: number; readonly total: number };

/**
 * The instructions in Dockerfile order, by stage: a stage comes where its first line is. The engine's
 * own work goes first as far as it was heard of before any instruction, and last otherwise.
 */
export function stagesOf(progress: Progress): readonly StageProgress[] {
  const own = progress.vertexes.filter((one) => one.stage === "");
  const begin = progress.vertexes.findIndex((one) => one.stage !== "");
  const before = new Set(begin < 0 ? own : progress.vertexes.slice(0, begin));

  const names = new Set(progress.vertexes.map((one) => one.stage));
  names.delete("");
  const stages = [...names]
    .map((name) => ({
      name,
      vertexes: progress.vertexes.filter((one) => one.stage === name).toSorted(byLine),
    }))
    .toSorted((a, b) => lineOf(a.vertexes[0]) - lineOf(b.vertexes[0]));

  return [
    { name: "", vertexes: own.filter((one) => before.has(one)) },
    ...stages,
    { name: "", vertexes: own.filter((one) => !before.has(one)) },
  ].filter((stage) => stage.vertexes.length > 0);
}

/**
 * How many of the Dockerfile's instructions are over. As in the result's own numbers, a `FROM` and the
 * engine's work do not count.
 */
export function totals(progress: Progress): Totals {
  const result = progress.result;
  if (result) {
    return { done: result.totalSteps, cached: result.cachedSteps, total: result.totalSteps };
  }
  const counted = progress.vertexes.filter(
    ({ stage, instruction }) => stage !== "" && !/^FROM\s/i.test(instruction),
  );
  const cached = counted.filter((one) => one.state === "cached").length;
  const done = counted.filter((one) => one.state === "done").length;
  return { done: done + cached, cached, total: counted.length };
}

/** Milliseconds that something took, or has taken by `now`; undefined where it has not begun. */
export function elapsed(
  one: { readonly startedAt?: string | undefined; readonly endedAt?: string | undefined },
  now: number,
): number | undefined {
  if (one.startedAt === undefined) return undefined;
  const end = one.endedAt === undefined ? now : Date.parse(one.endedAt);
  return Math.max(0, end - Date.parse(one.startedAt));
}

const byLine = (a: VertexProgress, b: VertexProgress) => lineOf(a) - lineOf(b);
const lineOf = (one: VertexProgress | undefined) => one?.line ?? Number.MAX_SAFE_INTEGER;
