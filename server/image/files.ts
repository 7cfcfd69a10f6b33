import { type ImageFiles, listFolder } from "@/domain/image/files";
import type { Image } from "@/domain/image/image";
import type { ContentReader, Contents } from "./contents";

type Why = Extract<Contents, { ok: false }>["why"];

type Listing =
  | { readonly ok: true; readonly files: ImageFiles }
  | { readonly ok: false; readonly why: Why | "no-folder" | "no-layer" };

/** What a folder of an image holds once its layers up to `layer` (from 0; else all) are stacked. */
export type FilesOfBuilds = (
  image: Pick<Image, "id" | "layers">,
  path: string,
  layer?: number,
) => Promise<Listing>;

/** Lists files of images without running them. */
export function filesIn(contents: ContentReader): FilesOfBuilds {
  return async ({ id, layers }, path, layer = Math.max(0, layers.length - 1)) => {
    if (layer > 0 && layer >= layers.length) return { ok: false, why: "no-layer" };
    const read = await contents({ id, diffIds: layers.map(({ diffId }) => diffId) });
    if (!read.ok) return read;
    const stacked = read.layers.slice(0, layer + 1).map(({ entries }) => entries);
    const entries = listFolder(stacked, path);
    return entries
      ? { ok: true, files: { path, layer, entries } }
      : { ok: false, why: "no-folder" };
  };
}
