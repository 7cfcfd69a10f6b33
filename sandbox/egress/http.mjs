import { Agent, request as startRequest } from "node:http";
import { pipeline } from "node:stream";
import { readHost } from "./host.mjs";
import { openUpstream, proxyFor } from "./upstream.mjs";

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];
const SILENCE_MS = 120_000;

/**
 * Answers plain HTTP for the allowed names, read only. Every request of a connection is judged by
 * its own Host header, so a second request can't slip through to another name.
 */
export function serveHttp({ allow, note, environment }) {
  const agents = new Map(allow.map((entry) => [entry, new UpstreamAgent(entry)]));
  return async (asked, answer) => {
    const { source, port } = asked.socket;
    const host = readHost(asked.headers.host);
    const tell = (fields) =>
      note({ source, port, name: host?.name ?? null, method: asked.method, ...fields });
    const refuse = (status, reason) => {
      tell({ verdict: "refused", reason });
      answer.writeHead(status, {
        "Content-Type": "text/plain; charset=utf-8",
        Connection: "close",
      });
      answer.end(`The sandbox refused this: ${reason}.\n`);
    };
    const entry = allow.find((item) => !item.tls && item.port === port && item.name === host?.name);
    if (!entry) return refuse(403, "this name is not on the allow-list");
    if (asked.method !== "GET" && asked.method !== "HEAD")
      return refuse(405, "builds may only read over plain HTTP");
    try {
      const far = await ask(entry, agents.get(entry), asked, environment);
      tell({ verdict: "allowed", path: asked.url, status: far.statusCode });
      answer.writeHead(far.statusCode, headersFrom(far));
      pipeline(far, answer, () => far.destroy());
    } catch (error) {
      refuse(502, error.message);
    }
  };
}

function ask(entry, agent, asked, environment) {
  const proxy = proxyFor(entry, environment);
  const through = proxy ? new URL(proxy) : null;
  return new Promise((resolve, reject) => {
    const sent = startRequest({
      ...(through ? { host: through.hostname, port: through.port || 80 } : { agent }),
      method: asked.method,
      path: through ? `http://${entry.name}:${entry.port}${asked.url}` : asked.url,
      headers: { ...headersFrom(asked), ...authorization(through) },
      timeout: SILENCE_MS,
    });
    sent.on("response", resolve).on("error", reject);
    sent.on("timeout", () => sent.destroy(new Error(`${entry.name} fell silent`)));
    asked.socket.once("close", () => sent.destroy());
    sent.end();
  });
}

/** Keeps connections to one allowed name, which is resolved and judged anew for each. */
class UpstreamAgent extends Agent {
  constructor(entry) {
    super({ keepAlive: true, maxSockets: 64 });
    this.entry = entry;
  }

  createConnection(_, done) {
    openUpstream(this.entry, null).then((socket) => done(null, socket), done);
  }
}

function headersFrom(message) {
  const headers = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (!HOP_BY_HOP.includes(name)) headers[name] = value;
  }
  return headers;
}

function authorization(proxy) {
  if (!proxy?.username) return {};
  const secret = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(secret).toString("base64")}` };
}
