import { randomUUID } from "node:crypto";
import type { Transport } from "@connectrpc/connect";
import { anonymous } from "./auth";
import type { Dial } from "./dial";
import { SolveError, solveError } from "./errors";
import { health } from "./health";
import type { Link } from "./link";
import { openSession } from "./session";
import type { SolveRequest } from "./types";
import { contextUpload } from "./upload";

/** The way to one engine: a shared connection for our calls, fresh ones for its calls back. */
export type Engine = {
  readonly dial: Dial;
  link(): Promise<Link>;
};

/** What one solve works with, all of it gone once it settles. */
export type Attempt = {
  readonly ref: string;
  readonly transport: Transport;
  /** Id of the session that serves the context. */
  readonly session: string;
  /** Address of the context within that session. */
  readonly context: string;
  /** Ends the engine's work: the caller gave up, or the session is lost. */
  readonly signal: AbortSignal;
};

/** Runs one solve with a session of its own. Whatever goes wrong, it rejects with a SolveError. */
export async function attempt<T>(
  engine: Engine,
  files: SolveRequest["files"],
  caller: AbortSignal | undefined,
  run: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  if (caller?.aborted) throw canceled(caller.reason);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  caller?.addEventListener("abort", stop);
  const upload = contextUpload(files);
  const session = openSession(engine.dial, [upload, health, anonymous]);
  let lost: Error | undefined;
  void session.ended.then((reason) => {
    lost = reason;
    if (reason) stop();
  });
  try {
    const { transport } = await Promise.race([engine.link(), rejection(stopping.signal)]);
    return await run({
      ref: randomUUID(),
      transport,
      session: session.id,
      context: upload.url,
      signal: stopping.signal,
    });
  } catch (error) {
    // In this order: what BuildKit says after it lost us is only about our absence.
    if (lost) throw new SolveError("engine", lost.message, { cause: lost });
    const told = solveError(error);
    if (caller?.aborted && !(told instanceof SolveError && told.kind === "solve")) {
      throw canceled(caller.reason);
    }
    throw told;
  } finally {
    caller?.removeEventListener("abort", stop);
    stop();
    session.close();
    await session.ended;
  }
}

function canceled(cause: unknown): SolveError {
  return new SolveError("canceled", "the build was canceled", { cause });
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
