import type { RunLabels } from "@/domain/run/container";
import type { Containers } from "./containers";

/** What a sweep asks of, and does to, the runs that this process knows. */
export type Known = {
  /** Undefined where the run is unknown here. */
  isLive(run: string): boolean | undefined;
  adopt(container: string, labels: RunLabels): Promise<void>;
};

/**
 * Brings the engine's containers in line with what is known: those of an earlier process whose time
 * is not over are adopted, those of runs that have ended (and of no run) are removed.
 */
export async function sweep(
  engine: Containers,
  owner: string,
  now: number,
  known: Known,
): Promise<void> {
  for (const { id, labels } of await engine.list(owner)) {
    const live = labels ? known.isLive(labels.run) : false;
    if (live) continue;
    const inTime = labels !== null && Date.parse(labels.expiresAt) > now;
    if (live === undefined && inTime) await known.adopt(id, labels);
    else await engine.remove(id);
  }
}
