import { isHostName } from "./sni.mjs";

/** Splits an HTTP `Host` header into `{ name, port }` (name in lower case, port 80 when not said), or null. */
export function readHost(header) {
  const match = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(header ?? "");
  if (!match || !isHostName(match[1])) return null;
  const port = match[2] === undefined ? 80 : Number(match[2]);
  return port > 0 && port < 65536 ? { name: match[1].toLowerCase(), port } : null;
}
