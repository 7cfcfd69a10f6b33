import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { Duplex } from "node:stream";
import type { Dial } from "./dial";
import { SolveError } from "./errors";

const upgradeTimeoutMs = 10_000;

/**
 * Turns a fresh Engine connection into an HTTP/2 one by `POST path` with `Upgrade: h2c`. Rejects with
 * a SolveError of kind `engine` where nobody is there, or answers anything but 101.
 */
export async function upgrade(
  dial: Dial,
  path: "/grpc" | "/session",
  headers: OutgoingHttpHeaders = {},
): Promise<Duplex> {
  try {
    return await ask(await dial(), path, headers);
  } catch (cause) {
    throw new SolveError("engine", `cannot reach the engine's ${path}: ${words(cause)}`, { cause });
  }
}

function ask(connection: Duplex, path: string, headers: OutgoingHttpHeaders): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "POST",
      path,
      headers: { host: "buildkit", connection: "Upgrade", upgrade: "h2c", ...headers },
      createConnection: () => connection,
    });
    const timer = setTimeout(() => {
      asked.destroy(new Error(`no answer within ${upgradeTimeoutMs} ms`));
    }, upgradeTimeoutMs);
    asked.on("upgrade", (_, socket, head) => {
      clearTimeout(timer);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.on("response", (answer) => {
      clearTimeout(timer);
      refusal(answer).then(reject, reject);
    });
    asked.on("error", (error) => {
      clearTimeout(timer);
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

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
