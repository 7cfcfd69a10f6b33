import { request } from "node:http";

/**
 * Asks the engine's API; gives `{ status, text }` or rejects. `host` is as in DOCKER_HOST:
 * unix:///path or tcp://name:port.
 */
export function ask(host, path, { method = "GET", body, headers = {}, timeoutMs = 10_000 } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(
      { ...placeOf(host), path, method, headers, timeout: timeoutMs },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    asked.on("timeout", () => asked.destroy(new Error("the engine gives no answer")));
    asked.on("error", reject);
    if (body?.pipe) body.on("error", (error) => asked.destroy(error)).pipe(asked);
    else asked.end(body);
  });
}

/** As `ask`, but gives the answer's JSON, and rejects with the engine's own words on a status above 399. */
export async function askJson(host, path, options) {
  const { status, text } = await ask(host, path, options);
  if (status > 399) throw new Error(messageIn(text) ?? `the engine answered ${status}`);
  return text === "" ? null : JSON.parse(text);
}

function messageIn(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return null;
  }
}

/** Where node's `http` finds an engine, from an address as in DOCKER_HOST. */
export function placeOf(host) {
  const unix = /^unix:\/\/(\/.+)$/.exec(host);
  if (unix) return { socketPath: unix[1] };
  const tcp = /^tcp:\/\/([^/:]+|\[[^\]]+\]):(\d+)\/?$/.exec(host);
  if (tcp) return { host: tcp[1].replace(/[[\]]/g, ""), port: Number(tcp[2]) };
  throw new Error(`an engine's address is unix:///path or tcp://name:port, not ${host}`);
}
