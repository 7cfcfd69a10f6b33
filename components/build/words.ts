import type { Failure } from "@/domain/build/failure";
import { totals } from "@/domain/build/fold-stages";
import { formatBytes } from "@/domain/image/bytes";
import { plain } from "@/domain/words";
import type { LaneState } from "./lane-state";

/** How a stage is called in a heading: by its name, or by its place, counted from 1. */
export function stageTitle(stage: string): string {
  return /^\d+$/.test(stage) ? `Stage ${Number(stage) + 1}` : `Stage ${stage}`;
}

/** A text of the engine's without digests, which tell a learner nothing. */
export function withoutDigests(text: string): string {
  return text
    .replace(/@?\bsha256:[0-9a-f]{12,64}/g, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** The heading of a failure, by who has to do something about it. */
export function failureTitle({ kind, line }: Pick<Failure, "kind" | "line">): string {
  const place = line === undefined ? "" : ` at line ${line}`;
  switch (kind) {
    case "dockerfile":
      return `The Dockerfile can’t be read${place}`;
    case "instruction":
      return `The build failed${place}`;
    case "limit":
      return `The build ran into a limit${place}`;
    case "refused":
      return `Not allowed here${place}`;
    case "canceled":
      return "Canceled";
    case "platform":
      return "The build failed, and it is not your fault";
  }
}

/** Why a build waits, in a few words, so long after its place was told. */
export function waitingWords({ progress }: Pick<LaneState, "progress">, sinceMs = 0): string {
  const waiting = progress?.waiting;
  if (!waiting) return "Waiting for a place";
  // The whole reason stands in the log, and over the page while it lasts.
  if (waiting.reason) return "Waiting for the sandbox";
  const wait = aboutWords(waiting.expectedWaitMs, sinceMs);
  if (waiting.ahead === 0) return `Next in the queue${wait}`;
  return `${waiting.ahead} ${waiting.ahead === 1 ? "build goes" : "builds go"} first${wait}`;
}

function aboutWords(expectedMs: number, sinceMs: number): string {
  if (expectedMs <= 0) return "";
  const seconds = Math.ceil((expectedMs - sinceMs) / 1000);
  if (seconds < 1) return ", any moment";
  return seconds < 90 ? `, about ${seconds} s` : `, about ${Math.round(seconds / 60)} min`;
}

/** Why a build waits, as a sentence, so long after its place was told. */
export function waitingSentence(lane: Pick<LaneState, "progress">, sinceMs = 0): string {
  return lane.progress?.waiting?.reason ?? `${waitingWords(lane, sinceMs)}.`;
}

/** What assistive technology should hear of a lane; the same text means that there is no news. */
export function announcement(tag: string, lane: LaneState): string {
  if (lane.refusal) return plain(lane.refusal.detail);
  if (lane.link === "idle" && !lane.progress) return "";
  if (lane.link === "sending") return `${tag}: build asked for`;
  if (lane.link === "lost") return "Connection lost, trying again";
  const { progress } = lane;
  switch (progress?.status) {
    case undefined:
      return "";
    case "queued":
      return `${tag}: ${waitingSentence(lane)}`;
    case "running": {
      const { done, total } = totals(progress);
      return total === 0 ? `${tag}: build started` : `${tag}: step ${done} of ${total} done`;
    }
    case "finished": {
      const bytes = progress.result?.image.unpackedBytes ?? 0;
      return `${tag} is built: ${formatBytes(bytes)} unpacked`;
    }
    case "failed":
      return `${tag}: ${progress.failure ? failureTitle(progress.failure) : "the build failed"}`;
    case "canceled":
      return `${tag}: build canceled`;
  }
}
