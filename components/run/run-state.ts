import type { RunStateEvent } from "@/domain/run/events";
import type { Refusal } from "../workbench/call";

/** What the page knows of the container that it started. */
export type RunView = {
  /** Null where none was started, or where it is gone. */
  readonly run: RunStateEvent | null;
  readonly output: string;
  readonly link: "idle" | "sending" | "live" | "lost";
  readonly refusal: Refusal | null;
};

export const noRun: RunView = { run: null, output: "", link: "idle", refusal: null };
