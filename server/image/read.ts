import type { Readable } from "node:stream";
import type Docker from "dockerode";
import type { LayerContent } from "@/domain/image/content";
import type { LayerService } from "@/server/sandbox/layers";
import { blankTar } from "./blank";
import { readEntries } from "./entries";
import type { Exporter } from "./export";
import { newLockFiles } from "./lock-files";

/** What a reading finds of a layer. */
type Found = Omit<LayerContent, "diffId" | "compressedBytes">;

/**
 * The wanted layers of an image from where the engine keeps them; null where one is not there any more.
 * Members beyond `room`, all layers together, reject with `TooManyFiles`.
 */
export async function readService(
  service: LayerService,
  chainIds: readonly string[],
  diffIds: readonly string[],
  wanted: ReadonlySet<string>,
  room: number,
  signal: AbortSignal,
): Promise<LayerContent[] | null> {
  const contents = new Map<string, LayerContent>();
  let left = room;
  for (const [index, diffId] of diffIds.entries()) {
    const chainId = chainIds[index];
    if (!chainId || !wanted.has(diffId) || contents.has(diffId)) continue;
    const found = await readOne(service, chainId, left, signal);
    if (!found) return null;
    left -= found.entries.length;
    contents.set(diffId, { diffId, ...found });
  }
  return [...contents.values()];
}

async function readOne(
  service: LayerService,
  chainId: string,
  atMost: number,
  signal: AbortSignal,
): Promise<Found | null> {
  const tarSplit = await service.tarSplit(chainId, signal);
  if (!tarSplit) return null;
  const entries = await readEntries(blankTar(tarSplit), { atMost, signal });
  const lockFiles = newLockFiles();
  for (const { path } of entries.filter(lockFiles.wants)) {
    const text = await service.lockFile(chainId, path, signal);
    if (text !== null) lockFiles.take(path, text);
  }
  return { entries, devPackages: lockFiles.devPackages() };
}

/** The same out of the engine's export; null where it lacks one of them. */
export async function readExported(
  docker: Docker,
  exporter: Exporter,
  image: { readonly id: string; readonly diffIds: readonly string[] },
  wanted: ReadonlySet<string>,
  room: number,
  signal: AbortSignal,
): Promise<LayerContent[] | null> {
  let left = room;
  const read = async (tar: Readable): Promise<Found> => {
    const lockFiles = newLockFiles();
    const entries = await readEntries(tar, { atMost: left, signal, texts: lockFiles });
    left -= entries.length;
    return { entries, devPackages: lockFiles.devPackages() };
  };
  const found = await exporter(docker, image, wanted, read, signal);
  if (found.size < wanted.size) return null;
  return [...found].map(([diffId, content]) => ({ diffId, ...content }));
}
