// Each piece is decoded by itself: what looks like a byte order mark at its start is text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes as text, and the start of a character at their end that more bytes have to complete. */
export function decodeUtf8(bytes: Uint8Array): { text: string; rest: Uint8Array } {
  const cut = bytes.length - unfinished(bytes);
  return { text: decoder.decode(bytes.subarray(0, cut)), rest: bytes.slice(cut) };
}

/** The two, one after the other. */
export function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf8) return 1;
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
