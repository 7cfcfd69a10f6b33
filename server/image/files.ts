import type Docker from "dockerode";
import { type ImageFiles, type LayerEntry, listFolder } from "@/domain/image/files";
import type { Image } from "@/domain/image/image";
import { limits } from "@/domain/limits";
import { engineStatus, isEngineGone } from "@/server/run/engine";
import { newTurns } from "@/server/run/turns";
import type { Sandbox } from "@/server/sandbox/sandbox";
import { exportLayers, TooManyFiles } from "./export";

type Listing =
  | { readonly ok: true; readonly files: ImageFiles }
  | {
      readonly ok: false;
      readonly why: "no-engine" | "no-image" | "no-folder" | "no-layer" | "too-many";
    };

/** What a folder of an image holds once its layers up to `layer` (from 0; else all) are stacked. */
export type FilesOfBuilds = (
  image: Pick<Image, "id" | "layers">,
  path: string,
  layer?: number,
) => Promise<Listing>;

/** Names of layers that are kept, all together; base images' are asked for again and again. */
const keptEntries = 4 * limits.imageFiles.value;

/**
 * Lists files of the sandbox's images without running them. Reads each layer once, one image at a
 * time, and keeps those that were asked for last.
 */
export function filesOn(sandbox: Pick<Sandbox, "engine">): FilesOfBuilds {
  const kept = new Map<string, readonly LayerEntry[]>();
  const turns = newTurns();

  const remember = (diffId: string, entries: readonly LayerEntry[]) => {
    kept.delete(diffId);
    kept.set(diffId, entries);
    let total = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of kept) {
      if (total <= keptEntries || oldest === diffId) break;
      kept.delete(oldest);
      total -= length;
    }
  };
  const read = (docker: Docker, id: string, diffIds: readonly string[]) =>
    turns.take("export", async () => {
      const held = new Map(diffIds.map((diffId) => [diffId, kept.get(diffId)] as const));
      const wanted = new Set(diffIds.filter((diffId) => !held.get(diffId)));
      const fresh = await exportLayers(docker, id, wanted, limits.imageFiles.value);
      return diffIds.map((diffId) => {
        const entries = held.get(diffId) ?? fresh.get(diffId) ?? [];
        remember(diffId, entries);
        return entries;
      });
    });

  return async ({ id, layers }, path, layer = Math.max(0, layers.length - 1)) => {
    const docker = sandbox.engine()?.docker;
    if (!docker) return no("no-engine");
    if (layer > 0 && layer >= layers.length) return no("no-layer");
    try {
      const diffIds = layers.map(({ diffId }) => diffId);
      const all = await read(docker, id, diffIds);
      const entries = listFolder(all.slice(0, layer + 1), path);
      return entries ? { ok: true, files: { path, layer, entries } } : no("no-folder");
    } catch (error) {
      if (error instanceof TooManyFiles) return no("too-many");
      if (engineStatus(error) === 404) return no("no-image");
      if (isEngineGone(error)) return no("no-engine");
      throw error;
    }
  };
}

const no = (why: Extract<Listing, { ok: false }>["why"]) => ({ ok: false, why }) as const;
