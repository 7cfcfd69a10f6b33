import { diffFiles, type FileDiff } from "@/domain/image/file-diff";
import type { LayerEntry } from "@/domain/image/files";
import type { Image } from "@/domain/image/image";
import { limits } from "@/domain/limits";
import { engineStatus, isEngineGone } from "@/server/run/engine";
import { newTurns } from "@/server/run/turns";
import type { Sandbox } from "@/server/sandbox/sandbox";
import { exportLayers, TooManyFiles } from "./export";

type Difference =
  | { readonly ok: true; readonly diff: FileDiff }
  | { readonly ok: false; readonly why: "no-engine" | "no-image" | "too-many" };

type Layered = Pick<Image, "id" | "layers">;

/** How the files of two images differ. */
export type DiffOfImages = (first: Layered, second: Layered) => Promise<Difference>;

/** Compares files of the sandbox's images without running them, two images at a time. */
export function diffOn(sandbox: Pick<Sandbox, "engine">): DiffOfImages {
  const turns = newTurns();
  return (first, second) =>
    turns.take("diff", async () => {
      const docker = sandbox.engine()?.docker;
      if (!docker) return { ok: false, why: "no-engine" };
      const read = new Map<string, readonly LayerEntry[]>();
      try {
        for (const { id, layers } of [first, second]) {
          const wanted = layers.map(({ diffId }) => diffId).filter((diffId) => !read.has(diffId));
          const fresh = await exportLayers(docker, id, new Set(wanted), limits.imageFiles.value);
          for (const [diffId, entries] of fresh) read.set(diffId, entries);
        }
      } catch (error) {
        if (error instanceof TooManyFiles) return { ok: false, why: "too-many" };
        if (engineStatus(error) === 404) return { ok: false, why: "no-image" };
        if (isEngineGone(error)) return { ok: false, why: "no-engine" };
        throw error;
      }
      const layersOf = ({ layers }: Layered) => layers.map(({ diffId }) => read.get(diffId) ?? []);
      const atMost = limits.changedFiles.value;
      return { ok: true, diff: diffFiles(layersOf(first), layersOf(second), atMost) };
    });
}
