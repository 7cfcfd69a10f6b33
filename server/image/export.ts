import { createHash, type Hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";
import { extract, type Header } from "tar-stream";
import { layerTar } from "./layer-tar";

/**
 * Reads layers of an image out of the Engine's export (`docker save`) as it streams; works with any
 * engine. Gives what `read` makes of the tars of the `wanted` ones, by diff id, and hangs up when it
 * has them all. `read` must read a tar to its end.
 */
export type Exporter = <T>(
  docker: Docker,
  image: { readonly id: string; readonly diffIds: readonly string[] },
  wanted: ReadonlySet<string>,
  read: (tar: Readable) => Promise<T>,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, T>>;

/** Names of blobs whose diff ids are remembered. */
const remembered = 2000;

export function newExporter(): Exporter {
  // The classic store names a blob by the layer's diff id, the containerd store by the digest of what
  // is compressed: then only its content tells which layer it is.
  const diffIds = new Map<string, string>();
  const remember = (blob: string, diffId: string) => {
    diffIds.set(blob, diffId);
    const [oldest] = diffIds.keys();
    if (diffIds.size > remembered && oldest !== undefined) diffIds.delete(oldest);
  };

  return async (docker, image, wanted, read, signal) => {
    const found = new Map<string, Awaited<ReturnType<typeof read>>>();
    if (wanted.size === 0) return found;
    const done = new AbortController();
    const take = async (blob: string, stream: Readable, named: string | undefined) => {
      const tar = await layerTar(stream);
      if (!tar) return;
      const hash = createHash("sha256");
      const made = await read(named ? tar : hashed(tar, hash));
      const diffId = named ?? `sha256:${hash.digest("hex")}`;
      remember(blob, diffId);
      if (wanted.has(diffId)) found.set(diffId, made);
      if (found.size === wanted.size) done.abort();
    };
    const blobs = extract();
    blobs.on("entry", (header, stream, next) => {
      const blob = digestOf(header);
      const named = image.diffIds.find((diffId) => diffId === blob) ?? diffIds.get(blob ?? "");
      if (blob && (!named || wanted.has(named)))
        take(blob, stream as unknown as Readable, named).then(() => next(), next);
      else stream.on("end", () => next()).resume();
    });
    // These packages' types know only a part of what a stream is.
    const saved = (await docker.getImage(image.id).get()) as unknown as Readable;
    await pipeline(saved, blobs, { signal: AbortSignal.any([signal, done.signal]) }).catch(
      (error: unknown) => {
        if (!done.signal.aborted || signal.aborted) throw error;
      },
    );
    return found;
  };
}

/** The same tar, its bytes hashed as they are read. */
function hashed(tar: Readable, hash: Hash): Readable {
  async function* parts() {
    for await (const part of tar) {
      hash.update(part);
      yield part;
    }
  }
  return Readable.from(parts(), { objectMode: false });
}

// Since Engine 25 an export is an OCI layout, whose blobs are named by their digests.
function digestOf({ name, type }: Header): string | null {
  const hex = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
  return type === "file" && hex ? `sha256:${hex}` : null;
}
