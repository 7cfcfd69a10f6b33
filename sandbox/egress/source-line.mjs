/** The line that opens each connection from the walls' inside: the PROXY protocol's version 1. */
export function writeSourceLine({ source, sourcePort, gateway, port }) {
  return `PROXY TCP4 ${source} ${gateway} ${sourcePort} ${port}\r\n`;
}

/** Reads that line: `{ source, port, rest }`, `{ more: true }` while it is incomplete, or `{ error }`. */
export function readSourceLine(bytes) {
  const end = bytes.indexOf("\r\n");
  if (end < 0) return bytes.length > 107 ? { error: "no source line" } : { more: true };
  const match = /^PROXY TCP4 (\S+) \S+ \d+ (\d+)$/.exec(bytes.toString("latin1", 0, end));
  if (!match) return { error: "no source line" };
  return { source: match[1], port: Number(match[2]), rest: bytes.subarray(end + 2) };
}
