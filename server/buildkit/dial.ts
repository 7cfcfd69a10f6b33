import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";

/** Opens a fresh connection to the Engine's HTTP socket. */
export type Dial = () => Promise<Duplex>;

/** Dials `unix:///path` or `tcp://host:port`; the latter over TLS where `DOCKER_CERT_PATH` is set. */
export function dialer(dockerHost: string): Dial {
  const open = opener(new URL(dockerHost));
  return () =>
    new Promise((resolve, reject) => {
      const socket = open(() => {
        socket.off("error", reject);
        resolve(socket);
      });
      socket.once("error", reject);
    });
}

function opener(url: URL) {
  const port = Number(url.port);
  // IPv6 addresses keep their brackets in a URL, and must not have them in a connect call.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const certificates = process.env.DOCKER_CERT_PATH;
  switch (url.protocol) {
    case "unix:":
      return (connected: () => void) =>
        connect({ path: decodeURIComponent(url.pathname) }, connected);
    case "tcp:":
      if (!certificates) return (connected: () => void) => connect({ host, port }, connected);
      return (connected: () => void) =>
        connectTls({ host, port, ...credentials(certificates) }, connected);
    default:
      throw new RangeError(`cannot dial ${url.protocol}//; unix:// and tcp:// are known`);
  }
}

/** The three files of `docker --tlsverify`: https://docs.docker.com/engine/security/protect-access/ */
function credentials(folder: string) {
  const read = (name: string) => readFileSync(join(folder, name));
  return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}
