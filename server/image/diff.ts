import { diffFiles, type FileDiff } from "@/domain/image/file-diff";
import type { Image } from "@/domain/image/image";
import { limits } from "@/domain/limits";
import type { ContentReader, Contents } from "./contents";

type Difference = { readonly ok: true; readonly diff: FileDiff } | Extract<Contents, { ok: false }>;

type Layered = Pick<Image, "id" | "layers">;

/** How the final files of two images differ. */
export type DiffOfImages = (first: Layered, second: Layered) => Promise<Difference>;

/** Compares the files of images without running them. */
export function diffIn(contents: ContentReader): DiffOfImages {
  const read = ({ id, layers }: Layered) =>
    contents({ id, diffIds: layers.map(({ diffId }) => diffId) });
  return async (first, second) => {
    const [before, after] = await Promise.all([read(first), read(second)]);
    if (!before.ok) return before;
    if (!after.ok) return after;
    const entries = ({ layers }: typeof before) => layers.map((layer) => layer.entries);
    return {
      ok: true,
      diff: diffFiles(entries(before), entries(after), limits.changedFiles.value),
    };
  };
}
