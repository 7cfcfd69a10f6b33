import type { LayerEntry } from "./content";

const encoder = new TextEncoder();

/**
 * Bytes of a layer as the classic image store counts them, which is what `docker images` adds up: its
 * files, what the tar holds twice as it was last, a hard link not. Of a layer that was `taken` from
 * elsewhere, pulled or loaded, it counts the targets of links too; of one that BuildKit made here, it
 * does not.
 * @see https://github.com/moby/moby/blob/v28.5.2/daemon/internal/directory/directory_unix.go
 */
export function unpackedBytesOf(entries: readonly LayerEntry[], taken: boolean): number {
  const last = new Map(entries.map((entry) => [entry.path, entry] as const));
  let bytes = 0;
  for (const { type, bytes: own, target } of last.values()) {
    if (type === "file") bytes += own;
    if (type === "link" && taken) bytes += encoder.encode(target ?? "").length;
  }
  return bytes;
}
