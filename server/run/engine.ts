import { readFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";

const goneCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

/** The Engine at a `DOCKER_HOST`: `unix:///path` or `tcp://host:port`, with TLS by `DOCKER_CERT_PATH`. */
export function engineAt(dockerHost: string): Docker {
  const url = new URL(dockerHost);
  // Everything is given, even as undefined: dockerode fills what is missing from DOCKER_HOST.
  const nowhere = { host: undefined, port: undefined, protocol: "http" } as const;
  if (url.protocol === "unix:") return new Docker({ ...nowhere, socketPath: url.pathname });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const folder = process.env.DOCKER_CERT_PATH;
  if (!folder) return new Docker({ ...nowhere, host, port: url.port });
  const read = (name: string) => readFileSync(join(folder, name));
  const tls = { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
  return new Docker({ host, port: url.port, protocol: "https", ...tls });
}

/** The HTTP status that the Engine answered with; undefined where it did not answer at all. */
export function engineStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** Whether the Engine could not be reached, or broke off. */
export function isEngineGone(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return engineStatus(error) === undefined && typeof code === "string" && goneCodes.has(code);
}
