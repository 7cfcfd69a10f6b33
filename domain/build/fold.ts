import type { BuildStatus } from "./build";
import type { BuildEvent, VertexEvent, VertexState } from "./events";
import { isLast } from "./events";
import type { Failure } from "./failure";
import { appendLog, emptyLog, type Log } from "./fold-log";
import type { BuildResult, Warning } from "./result";

/** One instruction, or one piece of the engine's own work, as far as it is known. */
export type VertexProgress = {
  readonly id: string;
  readonly stage: string;
  readonly instruction: string;
  readonly line?: number | undefined;
  readonly state: VertexState;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly error?: string | undefined;
  readonly log: Log;
  /** Bytes in flight, by name; `total` is 0 where it is not known. */
  readonly transfers: readonly {
    readonly name: string;
    readonly current: number;
    readonly total: number;
  }[];
};

type StartedEvent = Extract<BuildEvent, { type: "started" }>;
type Use = Omit<Extract<BuildEvent, { type: "usage" }>, "type" | "build" | "seq" | "at">;

type Waiting = {
  /** When the rest was true, by the server's clock. */
  readonly at: string;
  readonly position: number;
  readonly ahead: number;
  readonly expectedWaitMs: number;
  readonly reason?: string | undefined;
};

/** All that the events of one build so far add up to. */
export type Progress = {
  /** The number of the last event that was taken; the journal goes on after it. */
  readonly seq: number;
  readonly status: BuildStatus;
  /** The place in the queue, until the build has started. */
  readonly waiting?: Waiting | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** In the order in which they were first heard of; {@link stagesOf} puts them in Dockerfile order. */
  readonly vertexes: readonly VertexProgress[];
  readonly warnings: readonly Warning[];
  /** The limits in force, and what the build used of them when it was last told. */
  readonly limits?: StartedEvent["limits"] | undefined;
  readonly usage?: Use | undefined;
  readonly result?: BuildResult | undefined;
  readonly failure?: Failure | undefined;
  readonly canceledBy?: "learner" | "instructor" | "platform" | undefined;
};

export const noProgress: Progress = { seq: 0, status: "queued", vertexes: [], warnings: [] };

/**
 * Adds one event to what is known of its build. An event that was taken before (a reconnect replays
 * the journal) and whatever follows the last event change nothing.
 */
export function fold(progress: Progress, event: BuildEvent): Progress {
  if (event.seq <= progress.seq || isOver(progress)) return progress;
  const next = { ...step(progress, event), seq: event.seq };
  return isLast(event)
    ? { ...next, waiting: undefined, endedAt: event.at, vertexes: settle(next, event.at) }
    : next;
}

/** Whether the build's last event has been taken. */
export function isOver(progress: Progress): boolean {
  return progress.endedAt !== undefined;
}

function step(progress: Progress, event: BuildEvent): Progress {
  switch (event.type) {
    case "queued": {
      const { at, position, ahead, expectedWaitMs, reason } = event;
      return { ...afresh(progress), waiting: { at, position, ahead, expectedWaitMs, reason } };
    }
    case "started":
      return {
        ...afresh(progress),
        status: "running",
        startedAt: event.at,
        waiting: undefined,
        limits: event.limits,
      };
    case "vertex":
      return patch(progress, event.id, (before) => merge(before, event));
    case "log":
      return patch(progress, event.vertex, (before) => ({
        ...before,
        log: appendLog(before.log, event.text),
      }));
    case "transfer": {
      const { name, current, total } = event;
      return patch(progress, event.vertex, (before) => ({
        ...before,
        transfers: before.transfers.some((one) => one.name === name)
          ? before.transfers.map((one) => (one.name === name ? { name, current, total } : one))
          : [...before.transfers, { name, current, total }],
      }));
    }
    case "warning": {
      const { rule, line, message, url } = event;
      const known = progress.warnings.some(
        (one) => one.rule === rule && one.line === line && one.message === message,
      );
      if (known) return progress;
      return { ...progress, warnings: [...progress.warnings, { rule, line, message, url }] };
    }
    case "usage": {
      const { type, build, seq, at, ...usage } = event;
      return { ...progress, usage };
    }
    case "finished":
      return {
        ...progress,
        status: "finished",
        result: event.result,
        warnings: event.result.warnings,
      };
    case "failed":
      return { ...progress, status: "failed", failure: event.failure };
    case "canceled":
      return { ...progress, status: "canceled", canceledBy: event.by };
  }
}

/** A build that was under way and is queued or started again (a server went away) begins anew. */
function afresh(progress: Progress): Progress {
  return progress.status === "running" ? { ...noProgress, seq: progress.seq } : progress;
}

/** Changes one vertex; output may be heard of before the vertex that it belongs to. */
function patch(
  progress: Progress,
  id: string,
  change: (before: VertexProgress) => VertexProgress,
): Progress {
  if (progress.vertexes.some((one) => one.id === id)) {
    return {
      ...progress,
      vertexes: progress.vertexes.map((one) => (one.id === id ? change(one) : one)),
    };
  }
  const unknown: VertexProgress = {
    id,
    stage: "",
    instruction: "",
    state: "running",
    log: emptyLog,
    transfers: [],
  };
  return { ...progress, vertexes: [...progress.vertexes, change(unknown)] };
}

function merge(before: VertexProgress, event: VertexEvent): VertexProgress {
  const { id, stage, instruction, line, state } = event;
  return {
    id,
    stage,
    instruction,
    line: line ?? before.line,
    state,
    startedAt: event.startedAt ?? before.startedAt,
    endedAt: event.endedAt,
    error: event.error,
    log: before.log,
    transfers: before.transfers,
  };
}

/** What still ran when the build ended is over too: done where it finished, else canceled. */
function settle(progress: Progress, at: string): readonly VertexProgress[] {
  return progress.vertexes.map((one) =>
    one.state === "running"
      ? { ...one, state: progress.status === "finished" ? "done" : "canceled", endedAt: at }
      : one,
  );
}
