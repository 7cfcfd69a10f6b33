import { randomUUID } from "node:crypto";
import type { Transport } from "@connectrpc/connect";
import { anonymous } from "./auth";
import type { Dial } from "./dial";
import { SolveError, solveError } from "./errors";
import { health } from "./health";
import { type Link, openLink } from "./link";
import { openSession } from "./session";
import type { SolveRequest } from "./types";
import { unless } from "./unless";
import { contextUpload } from "./upload";

/** The way to one engine: fresh connections, and one that all share. */
export type Engine = {
  readonly dial: Dial;
  shared(): Promise<Link>;
  /** The client is being closed, and its builds with it. */
  readonly closing: AbortSignal;
};

/** What one solve works with, all of it gone once it settles. */
export type Attempt = {
  readonly ref: string;
  /** For the call that may fail with the Dockerfile in its trailer: see `answer.ts`. */
  readonly own: Transport;
  /** For everything else. */
  readonly shared: Transport;
  /** Id of the session that serves the context. */
  readonly session: string;
  /** Address of the context within that session. */
  readonly context: string;
  /** Ends the engine's work: the caller gave up, or the session is lost. */
  readonly signal: AbortSignal;
};

/**
 * Runs one solve with connections of its own. Whatever goes wrong between us and BuildKit, it rejects
 * with a SolveError.
 */
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
  engine.closing.addEventListener("abort", stop);

  const upload = contextUpload(files);
  // Ends with the cancellation, or the engine would first read the context to its end.
  const session = openSession(engine.dial, [upload, health, anonymous], stopping.signal);
  const closing = new AbortController();
  const opening = openLink(engine.dial, closing.signal);
  let lost: Error | undefined;
  void session.ended.then((reason) => {
    lost = reason;
    if (reason) stop();
  });
  try {
    const links = Promise.all([opening, engine.shared()]);
    const [own, shared] = await unless(stopping.signal, links);
    return await run({
      ref: randomUUID(),
      own: own.transport,
      shared: shared.transport,
      session: session.id,
      context: upload.url,
      signal: stopping.signal,
    });
  } catch (error) {
    const told = solveError(error);
    // What BuildKit says after it lost us is only about our absence.
    if (lost) throw new SolveError("engine", lost.message, { cause: lost });
    if (told instanceof SolveError && told.kind === "solve") throw told;
    if (caller?.aborted) throw canceled(caller.reason);
    if (engine.closing.aborted) throw new SolveError("engine", "the client was closed");
    throw told;
  } finally {
    caller?.removeEventListener("abort", stop);
    engine.closing.removeEventListener("abort", stop);
    stop();
    closing.abort();
    await session.ended;
    await opening.then(
      ({ ended }) => ended,
      () => {},
    );
  }
}

function canceled(cause: unknown): SolveError {
  return new SolveError("canceled", "the build was canceled", { cause });
}
