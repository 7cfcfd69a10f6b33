import type { Progress } from "@/domain/build/fold";
import type { Files } from "@/domain/lesson/files";
import type { Refusal } from "../workbench/call";

/** What the page knows of the builds of one Dockerfile: the newest one, and the line to it. */
export type LaneState = {
  /** Null until the server has taken the build. */
  readonly id: string | null;
  /** The files of that build. */
  readonly files: Files | null;
  /** Null where nothing was built yet, or where the first events are still to come. */
  readonly progress: Progress | null;
  readonly link: "idle" | "sending" | "live" | "lost";
  readonly canceling: boolean;
  /** Why the server did not take the files of the last press, or did not cancel. */
  readonly refusal: (Refusal & { readonly files?: Files }) | null;
  /** This machine's clock minus the server's, in milliseconds. */
  readonly skewMs: number;
};

export const emptyLane: LaneState = {
  id: null,
  files: null,
  progress: null,
  link: "idle",
  canceling: false,
  refusal: null,
  skewMs: 0,
};

/** Whether a build of the lane is under way, from the press on. */
export function isBusy(lane: LaneState): boolean {
  return lane.link !== "idle";
}
