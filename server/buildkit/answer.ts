import { setTimeout as sleep } from "node:timers/promises";
import { SolveError } from "./errors";
import type { Vertex } from "./types";
import type { Watch } from "./watch";

// How long after the last status the answer may take; on an idle engine it is there within 10 ms.
// Where an instruction failed, the outcome is known anyway.
const patienceMs = { failed: 1_000, unknown: 5_000 };

/**
 * The solve's answer; rejects where the status stream breaks before it, or where it cannot be read.
 *
 * A failed solve comes back with the Dockerfile and the instruction in one header of its trailer, in
 * base64 twice. Node's HTTP/2 reads none longer than 64 KiB: it goes deaf for the whole connection,
 * and tells nobody. That happens from some 40 KiB of Dockerfile, or 11 KiB of one instruction. So
 * each solve asks over a connection of its own, and the status stream, on another, says when it is
 * over.
 * @see https://github.com/nghttp2/nghttp2/blob/v1.61.0/lib/nghttp2_hd.h#L48
 */
export async function answer<T>(sent: Promise<T>, status: Watch): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  const unreadable = status.done.then(async () => {
    const failed = status.failed();
    await sleep(failed ? patienceMs.failed : patienceMs.unknown, undefined, { signal });
    throw unread(failed);
  });
  try {
    return await Promise.race([sent, unreadable]);
  } finally {
    over.abort();
  }
}

/** What the status stream told of a solve whose answer cannot be read. */
function unread(failed: Vertex | undefined): SolveError {
  if (!failed?.error)
    return new SolveError("engine", "BuildKit's answer is lost, or too long to read");
  const exitCode = /exit code: (\d+)$/.exec(failed.error)?.[1];
  return new SolveError("solve", failed.error, {
    vertex: failed.digest,
    ...(exitCode && { exitCode: Number(exitCode) }),
  });
}
