import { readHead } from "./head.mjs";
import { ACCESS_DENIED_ALERT, readServerName } from "./sni.mjs";
import { splice } from "./splice.mjs";
import { openUpstream, proxyFor } from "./upstream.mjs";

const HELLO = { maxBytes: 16_384, timeoutMs: 10_000 };
const IDLE_MS = 120_000;

/** Passes a TLS connection through, unread, to the allowed name that its hello asks for. */
export async function passTls(socket, start, { allow, note, environment }) {
  const { source, port } = socket;
  const startedAt = Date.now();
  const refuse = (name, reason) => {
    note({ source, port, name, verdict: "refused", reason });
    socket.end(ACCESS_DENIED_ALERT);
    setTimeout(() => socket.destroy(), 1000).unref();
  };
  const hello = await readHead(socket, readServerName, { ...HELLO, start }).catch((error) => ({
    error: error.message,
  }));
  if (hello.error) return refuse(null, hello.error);
  const entry = allow.find((item) => item.tls && item.port === port && item.name === hello.name);
  if (!entry) return refuse(hello.name, "this name is not on the allow-list");
  try {
    const far = await openUpstream(entry, proxyFor(entry, environment));
    far.write(hello.bytes);
    splice(socket, far, {
      idleMs: IDLE_MS,
      done: () =>
        note({
          source,
          port,
          name: entry.name,
          verdict: "allowed",
          sentBytes: far.bytesWritten,
          receivedBytes: far.bytesRead,
          durationMs: Date.now() - startedAt,
        }),
    });
  } catch (error) {
    refuse(entry.name, error.message);
  }
}
