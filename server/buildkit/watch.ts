import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@connectrpc/connect";
import { SolveError } from "./errors";
import type { Control } from "./gen/control_pb";
import { solveStatus } from "./status";
import type { SolveStatus, Vertex } from "./types";

/** The Status stream of one solve. */
export type Watch = {
  /** The engine listens: nothing of a solve that starts from here on can be missed. */
  readonly ready: Promise<void>;
  /** Settles after the last message was handed over; rejects where the stream broke. */
  readonly done: Promise<void>;
  /** The first vertex that failed, as far as heard. */
  failed(): Vertex | undefined;
  /** Waits for `done` while the stream still speaks; rejects where it falls silent before its end. */
  drain(): Promise<void>;
  stop(): void;
};

// BuildKit ends the stream some milliseconds after the solve; its own client gives it 3 s.
const quietMs = 3_000;
// A solve refused before it became a job has no stream; the engine would look for it for 6 s.
const neverSpokeMs = 500;

/** Follows the solve `ref`, which must not have been sent yet. */
export function watch(
  control: Client<typeof Control>,
  ref: string,
  onStatus: (status: SolveStatus) => void,
): Watch {
  const stopping = new AbortController();
  let heardAt: number | undefined;
  let failed: Vertex | undefined;
  const { promise: header, resolve: onHeader } = deferred();
  const done = (async () => {
    const { signal } = stopping;
    for await (const message of control.status({ Ref: ref }, { signal, onHeader })) {
      heardAt = performance.now();
      const status = solveStatus(message);
      failed ??= status.vertexes.find(({ error }) => error !== undefined);
      onStatus(status);
    }
  })();
  done.catch(() => {});
  return {
    ready: Promise.race([header, done]),
    done,
    failed: () => failed,
    async drain() {
      const from = performance.now();
      for (;;) {
        const patience = heardAt === undefined ? neverSpokeMs : quietMs;
        const left = Math.max(heardAt ?? 0, from) + patience - performance.now();
        if (left <= 0) throw new SolveError("engine", "the status stream fell silent");
        if (await settles(done, left)) return;
      }
    },
    stop: () => stopping.abort(),
  };
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Whether the promise fulfils within the time; rejects when it does. */
async function settles(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const silence = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), silence]);
  } finally {
    timer.abort();
  }
}
