import type { StopReason } from "@/domain/run/run";
import { complain as log } from "../log/complain";
import type { Container } from "./containers";
import { answers } from "./probe";
import type { RunRecord } from "./record";

/**
 * From here on the run's state is what its container does: it answers, exits, or has had its time.
 * Settles once the container is gone.
 */
export async function watch(record: RunRecord, container: Container, now: number): Promise<void> {
  record.container = container;
  // It may have been ended while its container was being made.
  if (!record.live) return container.remove();

  const over = new AbortController();
  const left = Math.max(Date.parse(record.labels.expiresAt) - now, 0);
  const lifetime = setTimeout(() => void end(record, "lifetime").catch(complain), left).unref();
  void answers(container.dial, over.signal).then((yes) => {
    if (yes && record.live) record.change({ state: "answering" });
  });
  try {
    const ending = await container.ended;
    if (record.live) record.change({ state: "exited", ...ending });
  } catch {
    // The engine is gone, or lost the container.
    if (record.live) record.change({ state: "stopped", stopReason: "platform" });
  }
  over.abort();
  clearTimeout(lifetime);
  await container.remove();
}

/** Ends a run that is live, and removes its container. */
export async function end(record: RunRecord, stopReason: StopReason): Promise<void> {
  if (record.live) record.change({ state: "stopped", stopReason });
  await record.container?.remove();
}

/** For a container that could not be removed while nobody waits: the sweep tries again. */
export function complain(error: unknown): void {
  log("a run's container", error);
}
