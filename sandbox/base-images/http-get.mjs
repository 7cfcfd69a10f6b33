import { request as plainRequest } from "node:http";
import { request } from "node:https";
import { connect as connectTls } from "node:tls";
import { openUpstream, proxyFor } from "../egress/upstream.mjs";

/** Answers the response to one GET: redirects followed (without the token: they lead to storage elsewhere), through the machine's proxy. */
export async function get(address, headers, timeoutMs = 30_000, redirects = 5) {
  const url = new URL(address);
  const tls = url.protocol === "https:";
  const place = {
    name: url.hostname,
    port: Number(url.port) || (tls ? 443 : 80),
    tls,
    private: true,
  };
  const proxy = tls ? proxyFor(place, process.env) : null;
  const tunnel = proxy ? await openUpstream(place, proxy) : null;
  const answer = await new Promise((resolve, reject) => {
    const asked = (tls ? request : plainRequest)(url, {
      headers: { "user-agent": "stagecraft", ...headers },
      timeout: timeoutMs,
      ...(tunnel
        ? { createConnection: () => connectTls({ socket: tunnel, servername: url.hostname }) }
        : {}),
    });
    asked.on("response", resolve).on("error", reject);
    asked.on("timeout", () => asked.destroy(new Error(`${url.host} fell silent`)));
    asked.end();
  });
  if (
    answer.statusCode < 300 ||
    answer.statusCode > 399 ||
    !answer.headers.location ||
    redirects === 0
  )
    return answer;
  answer.resume();
  const { authorization, ...rest } = headers;
  return get(new URL(answer.headers.location, url).href, rest, timeoutMs, redirects - 1);
}

/** The whole of a response's body. */
export async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
