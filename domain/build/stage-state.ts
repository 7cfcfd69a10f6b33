import type { Stage } from "../dockerfile/stages";
import type { VertexState } from "./events";
import { isOver, type Progress, type VertexProgress } from "./fold";
import { elapsed } from "./fold-stages";

/** How far one stage is. */
export type StageState = {
  readonly state: VertexState;
  /** What its instructions have taken together, in ms; their waits for other stages not counted. */
  readonly durationMs: number;
  /** Its instructions that make a layer, as far as the engine has named them; `FROM` is none. */
  readonly steps: { readonly done: number; readonly cached: number; readonly total: number };
};

/** How far a stage that the build needs is at a time of the server's clock, in ms. */
export function stageState(stage: Stage, progress: Progress | null, now: number): StageState {
  const all = (progress?.vertexes ?? []).filter(
    ({ line }) => line !== undefined && isIn(stage, line),
  );
  const own = all.filter(({ line }) => line !== stage.from.line);
  const cached = own.filter(({ state }) => state === "cached").length;
  const done = own.filter(({ state }) => state === "done").length + cached;
  return {
    state: stateOf(stage, progress, all, own),
    durationMs: all.reduce((sum, one) => sum + (elapsed(one, now) ?? 0), 0),
    steps: { done, cached, total: own.length },
  };
}

function stateOf(
  stage: Stage,
  progress: Progress | null,
  all: readonly VertexProgress[],
  own: readonly VertexProgress[],
): VertexState {
  const some = (...states: VertexState[]) => all.some(({ state }) => states.includes(state));
  const blamed = progress?.failure?.line;
  // What ran into a limit was canceled by us, says the engine.
  if (some("failed") || (blamed !== undefined && isIn(stage, blamed))) return "failed";
  if (some("running")) return "running";
  if (all.length > 0 && !some("waiting", "canceled")) {
    return own.length > 0 && own.every(({ state }) => state === "cached") ? "cached" : "done";
  }
  if (!progress || !isOver(progress)) return "waiting";
  return progress.status === "finished" ? "done" : "canceled";
}

function isIn({ from, instructions }: Stage, line: number): boolean {
  return line >= from.line && line <= (instructions.at(-1) ?? from).endLine;
}
