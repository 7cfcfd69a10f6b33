import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { Duplex } from "node:stream";
import type { Dial } from "./dial";
import { SolveError } from "./errors";

const timeoutMs = 10_000;

/**
 * Turns a fresh Engine connection into an HTTP/2 one by `POST path` with `Upgrade: h2c`. Rejects with
 * a SolveError of kind `engine` where nobody is there, nobody answers, or the answer is not 101.
 */
export async function upgrade(
  dial: Dial,
  path: "/grpc" | "/session",
  headers: OutgoingHttpHeaders = {},
  closing?: AbortSignal,
): Promise<Duplex> {
  const late = AbortSignal.timeout(timeoutMs);
  const signal = closing ? AbortSignal.any([closing, late]) : late;
  try {
    return await ask(await arrival(dial(), signal), path, headers, signal);
  } catch (thrown) {
    const cause = signal.aborted ? signal.reason : thrown;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SolveError("engine", `no way to the engine's ${path}: ${why}`, { cause });
  }
}

/** The connection, unless the signal comes first: then it is cut off when it arrives after all. */
function arrival(dialled: Promise<Duplex>, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    dialled.then((connection) => {
      if (signal.aborted) connection.destroy();
      else resolve(connection);
    }, reject);
  });
}

function ask(
  connection: Duplex,
  path: string,
  headers: OutgoingHttpHeaders,
  signal: AbortSignal,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "POST",
      path,
      headers: { host: "buildkit", connection: "Upgrade", upgrade: "h2c", ...headers },
      createConnection: () => connection,
      signal,
    });
    asked.on("upgrade", (_, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.on("response", (answer) => refusal(answer).then(reject, reject));
    asked.on("error", (error) => {
      connection.destroy();
      reject(error);
    });
    asked.end();
  });
}

async function refusal(answer: IncomingMessage): Promise<Error> {
  const body = (await answer.setEncoding("utf8").toArray()).join("").trim();
  answer.destroy();
  return new Error(`${answer.statusCode} ${body}`);
}
