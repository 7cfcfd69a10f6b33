import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";
import { extract, type Header } from "tar-stream";
import type { LayerEntry } from "@/domain/image/files";

/** An image has more files than are listed. */
export class TooManyFiles extends Error {}

/**
 * Reads the members of an image's layers, by their diff ids, out of the Engine's export (`docker
 * save`) as it streams: no layer is held, only names and sizes. Hangs up when it has the `wanted` ones.
 */
export async function exportLayers(
  docker: Docker,
  imageId: string,
  wanted: ReadonlySet<string>,
  atMost: number,
): Promise<ReadonlyMap<string, readonly LayerEntry[]>> {
  const layers = new Map<string, readonly LayerEntry[]>();
  if (wanted.size === 0) return layers;
  const done = new AbortController();
  const outer = extract();
  let room = atMost;
  const take = async (diffId: string, blob: Readable) => {
    const entries = await readLayer(blob, room);
    room -= entries.length;
    layers.set(diffId, entries);
    if (layers.size === wanted.size) done.abort();
  };
  outer.on("entry", (header, stream, next) => {
    const diffId = diffIdOf(header);
    if (diffId && wanted.has(diffId))
      take(diffId, stream as unknown as Readable).then(() => next(), next);
    else stream.on("end", () => next()).resume();
  });
  // Both packages' types know only a part of what a stream is.
  const saved = (await docker.getImage(imageId).get()) as unknown as Readable;
  await pipeline(saved, outer, { signal: done.signal }).catch((error: unknown) => {
    if (!done.signal.aborted) throw error;
  });
  return layers;
}

// Since Engine 25 an export is an OCI layout whose layers are named by their digests.
function diffIdOf({ name, type }: Header): string | null {
  const hex = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
  return type === "file" && hex ? `sha256:${hex}` : null;
}

async function readLayer(blob: Readable, atMost: number): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const inner = extract();
  inner.on("entry", (header, stream, next) => {
    const entry = entryOf(header);
    if (entry) entries.push(entry);
    stream.on("end", () => next(entries.length > atMost ? new TooManyFiles() : null)).resume();
  });
  await pipeline(blob, inner);
  return entries;
}

function entryOf({ name, type, size = 0, mode = 0, linkname }: Header): LayerEntry | null {
  const path = `/${name}`.replace(/\/(?:\.?\/)+/g, "/").replace(/\/\.?$/, "");
  if (path === "") return null;
  const common = { path, mode: mode & 0o7777 };
  if (type === "directory") return { ...common, type: "folder", bytes: 0 };
  if (type === "symlink" || type === "link") {
    return { ...common, type: "link", bytes: 0, ...(linkname ? { target: linkname } : {}) };
  }
  return type === "file" || type === "contiguous-file"
    ? { ...common, type: "file", bytes: size }
    : { ...common, type: "other", bytes: 0 };
}
