import { inWords, type LimitName, limits } from "../limits";
import type { Run } from "./run";

/** The limit that ended a run; null where none did. */
export function limitMet(run: Pick<Run, "outOfMemory" | "stopReason">): LimitName | null {
  if (run.outOfMemory) return "runMemory";
  if (run.stopReason === "lifetime") return "runTime";
  return run.stopReason === "idle" ? "runIdle" : null;
}

/** That limit in a sentence with its value; empty where none was met. */
export function limitWords(run: Pick<Run, "outOfMemory" | "stopReason">): string {
  const name = limitMet(run);
  return name === null ? "" : `${limits[name].label}: ${inWords(limits[name])}.`;
}
