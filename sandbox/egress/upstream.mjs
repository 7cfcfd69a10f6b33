import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import { kindOfAddress } from "./address.mjs";
import { readHead } from "./head.mjs";

const CONNECT_MS = 10_000;

/** Opens a connection to an allowed name, resolved here; rejects with a plain sentence. */
export async function openUpstream(entry, proxy) {
  if (proxy) return throughProxy(entry, proxy);
  let refusal = `${entry.name} does not resolve`;
  for (const address of await resolve(entry.name)) {
    if (!mayReach(entry, address)) {
      refusal = `${entry.name} resolves to ${address}, which is not a public address`;
      continue;
    }
    try {
      return await opened({ host: address, port: entry.port });
    } catch (error) {
      refusal = `${entry.name} does not answer: ${error.code ?? error.message}`;
    }
  }
  throw new Error(refusal);
}

/** Whether an allowed name may be reached at this address. */
export function mayReach(entry, address) {
  const kind = kindOfAddress(address);
  return kind === "public" || (kind === "private" && entry.private);
}

async function resolve(name) {
  const found = await lookup(name, { all: true, verbatim: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function opened(place) {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...place, allowHalfOpen: true });
    // whoever takes the socket may do so later than it fails
    socket.on("error", () => socket.destroy());
    const failed = (error) => {
      socket.destroy();
      reject(error);
    };
    socket.once("error", failed);
    socket.setTimeout(CONNECT_MS, () => failed(new Error("timed out")));
    socket.once("connect", () => {
      socket.off("error", failed).setTimeout(0);
      resolve(socket);
    });
  });
}

async function throughProxy({ name, port }, proxy) {
  const url = new URL(proxy);
  const socket = await opened({ host: url.hostname, port: Number(url.port) || 80 });
  const secret = url.username
    ? `Proxy-Authorization: Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString("base64")}\r\n`
    : "";
  socket.write(`CONNECT ${name}:${port} HTTP/1.1\r\nHost: ${name}:${port}\r\n${secret}\r\n`);
  try {
    const head = await readHead(socket, readProxyAnswer, {
      maxBytes: 16_384,
      timeoutMs: CONNECT_MS,
    });
    if (head.error) throw new Error(head.error);
    if (head.rest.length > 0) socket.unshift(head.rest);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new Error(`the machine's proxy did not open ${name}: ${error.message}`);
  }
}

function readProxyAnswer(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return { more: true };
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(bytes.toString("latin1", 0, end))?.[1];
  return status === "200"
    ? { rest: bytes.subarray(end + 4) }
    : { error: `it answered ${status ?? "no HTTP"}` };
}

/** The machine's own proxy for a name and scheme, as in curl's environment variables, or null. */
export function proxyFor({ name, tls }, environment) {
  const read = (key) => environment[key.toLowerCase()] || environment[key] || null;
  const proxy = read(tls ? "HTTPS_PROXY" : "HTTP_PROXY");
  const direct = (read("NO_PROXY") ?? "").split(",").map((item) =>
    item
      .trim()
      .replace(/^\*?\./, "")
      .toLowerCase(),
  );
  const bypassed = direct.some(
    (item) => item === "*" || (item !== "" && (name === item || name.endsWith(`.${item}`))),
  );
  return proxy && !bypassed ? (/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`) : null;
}
