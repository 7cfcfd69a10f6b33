import type { LayerEntry } from "./content";

const encoder = new TextEncoder();

/**
 * Bytes of a layer as the classic image store counts them, which is what `docker images` adds up: its
 * files, and the targets of its links; what the tar holds twice counts as it was last, a hard link not.
 * @see https://github.com/moby/moby/blob/v28.5.2/daemon/internal/directory/directory_unix.go
 */
export function unpackedBytesOf(entries: readonly LayerEntry[]): number {
  const last = new Map(entries.map((entry) => [entry.path, entry] as const));
  let bytes = 0;
  for (const { type, bytes: own, target } of last.values()) {
    if (type === "file") bytes += own;
    if (type === "link") bytes += encoder.encode(target ?? "").length;
  }
  return bytes;
}
