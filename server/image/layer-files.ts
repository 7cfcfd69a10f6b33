import { browse, type LayerFiles, search } from "@/domain/image/browse";
import type { Image } from "@/domain/image/image";
import { type Change, stack } from "@/domain/image/stack";
import { limits } from "@/domain/limits";
import type { ContentReader, Contents } from "./contents";

type Why = Extract<Contents, { ok: false }>["why"];

type Found =
  | { readonly ok: true; readonly files: LayerFiles }
  | { readonly ok: false; readonly why: Why | "no-layer" };

/** What is asked of a layer: what it did below a folder, or to paths with some text in them. */
type Question = { readonly path: string; readonly search?: string | undefined };

/** What one layer (from 0) of an image did to the files below it. */
export type FilesOfLayers = (
  image: Pick<Image, "id" | "layers">,
  layer: number,
  question: Question,
) => Promise<Found>;

/** So many layers' changes are held: whoever browses asks the same few again and again. */
const heldLayers = 4;

/** Tells what layers did without running anything. */
export function layerFilesIn(contents: ContentReader): FilesOfLayers {
  const held = new Map<string, readonly Change[]>();

  const hold = (key: string, changes: readonly Change[]) => {
    held.delete(key);
    held.set(key, changes);
    for (const oldest of held.keys()) {
      if (held.size <= heldLayers) break;
      held.delete(oldest);
    }
  };

  return async ({ id, layers }, layer, { path, search: text }) => {
    if (layer >= layers.length) return { ok: false, why: "no-layer" };
    // The same layer on others did other things.
    const key = layers
      .slice(0, layer + 1)
      .map(({ diffId }) => diffId)
      .join();
    let changes = held.get(key);
    if (!changes) {
      const read = await contents({ id, diffIds: layers.map(({ diffId }) => diffId) });
      if (!read.ok) return read;
      changes = stack(read.layers.slice(0, layer + 1).map(({ entries }) => entries)).changes.at(-1);
    }
    if (!changes) return { ok: false, why: "no-layer" };
    hold(key, changes);
    const found = text ? search(changes, text) : browse(changes, path);
    const entries = found.slice(0, limits.layerFiles.value);
    return { ok: true, files: { layer, path, total: found.length, entries } };
  };
}
