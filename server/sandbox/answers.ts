import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "./sandbox";

/** Settles when the sandbox's engine answers again, at the latest after `atMostMs`, or with the signal. */
export async function engineAnswers(
  sandbox: Pick<Sandbox, "engine">,
  signal: AbortSignal,
  atMostMs = 10_000,
): Promise<void> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(atMostMs)]);
  while (!ended.aborted) {
    try {
      const engine = sandbox.engine();
      // Without an engine the queue waits by itself.
      if (!engine || (await engine.docker.ping())) return;
    } catch {
      await sleep(250, undefined, { signal: ended }).catch(() => {});
    }
  }
}
