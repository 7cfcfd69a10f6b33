import type { Build, BuildStatus } from "@/domain/build/build";
import type { HistoryEntry } from "@/domain/build/history";
import { type BuildInputs, buildSource } from "@/domain/build/inputs";
import type { BuildRequest } from "@/domain/build/request";
import type { Context } from "@/domain/workspace/context";
import type { Ending } from "./ending";
import type { Journal } from "./journal";
import type { Look } from "./store";

/** A build that has not ended, or whose end is being stored; times are milliseconds. */
export type Active = {
  readonly id: string;
  /** Where it only looks into a stage of another. */
  readonly look?: Look | undefined;
  readonly learner: string;
  readonly round: number;
  readonly arrival: number;
  readonly request: BuildRequest;
  /** The builds that take about as long. */
  readonly kind: string;
  readonly context: Context;
  readonly inputs: BuildInputs;
  readonly journal: Journal;
  readonly createdAt: number;
  attempts: number;
  startedAt?: number;
  /** Ends the attempt that is being made; its reason is a `Stop`. */
  stop?: AbortController | undefined;
  ended?: { readonly at: number; readonly ending: Ending };
};

/** What a build's learner sees of it. */
export function viewOf({ id, createdAt, startedAt, stop, ended, inputs }: Active): Build {
  const iso = (at: number) => new Date(at).toISOString();
  const running: BuildStatus = stop ? "running" : "queued";
  return {
    id,
    status: ended?.ending.type ?? running,
    createdAt: iso(createdAt),
    source: buildSource.parse(inputs),
    ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
    ...(ended ? { endedAt: iso(ended.at), ...resultOf(ended.ending) } : {}),
  };
}

/** A build's entry in the history as it is now: what has not ended is known here first. */
export function entryNow(entry: HistoryEntry, active: Active | undefined): HistoryEntry {
  if (!active) return entry;
  const { status, startedAt, endedAt, result } = viewOf(active);
  const standIns = result?.baseImages.filter(({ standIn }) => standIn).map(({ ref }) => ref) ?? [];
  return {
    ...entry,
    status,
    startedAt,
    endedAt,
    unpackedBytes: result?.image.unpackedBytes,
    standIns,
  };
}

/** The result or the failure that an ending carries. */
export function resultOf(ending: Ending): Pick<Build, "result" | "failure"> {
  if (ending.type === "finished") return { result: ending.result };
  return ending.type === "failed" ? { failure: ending.failure } : {};
}
