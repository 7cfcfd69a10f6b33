import { z } from "zod";
import type { LayerContent } from "./content";
import type { Image } from "./image";
import { stack } from "./stack";

/** `GET /api/builds/{id}/analysis`: what an image's layers hold, and its three sizes. */
export const imageAnalysis = z.object({
  layers: z.array(
    z.object({
      /** From 0, lowest first. */
      index: z.int().nonnegative(),
      diffId: z.string(),
      /** Members that are neither folders nor whiteouts. */
      files: z.int().nonnegative(),
      /** Uncompressed bytes. */
      bytes: z.int().nonnegative(),
      /** Of the layer's tar, by gzip at level 6; absent until it has been measured. */
      compressedBytes: z.int().nonnegative().optional(),
    }),
  ),
  /** Sum of the layers' uncompressed sizes. */
  unpackedBytes: z.int().nonnegative(),
  /** What a pull transfers; absent until every layer has been measured: ask again. */
  compressedBytes: z.int().nonnegative().optional(),
  /** Uncompressed bytes of the layers that the base image does not have. */
  uniqueBytes: z.int().nonnegative(),
  /** Copies of files that a layer holds and a later one overwrote or removed, each once. */
  wasted: z.object({
    bytes: z.int().nonnegative(),
    /** How many there are in all. */
    total: z.int().nonnegative(),
    /** The largest. */
    entries: z.array(
      z.object({
        path: z.string(),
        bytes: z.int().nonnegative(),
        /** The layer that holds it, and the one that hid it, from 0. */
        layer: z.int().nonnegative(),
        hiddenBy: z.int().nonnegative(),
      }),
    ),
  }),
});

export type ImageAnalysis = z.infer<typeof imageAnalysis>;

type Sized = Pick<Image, "unpackedBytes" | "layers">;

/** `contents` are the image's layers, lowest first; `sizes` what has been measured, by diff id. */
export function analyse(
  image: Sized,
  contents: readonly LayerContent[],
  sizes: ReadonlyMap<string, number>,
): ImageAnalysis {
  const layers = image.layers.map(({ diffId, bytes }, index) => {
    const compressedBytes = sizes.get(diffId);
    const files = (contents[index]?.entries ?? []).filter(isFile).length;
    const measured = compressedBytes === undefined ? {} : { compressedBytes };
    return { index, diffId, files, bytes, ...measured };
  });
  const own = image.layers.filter(({ shared }) => !shared);
  return {
    layers,
    unpackedBytes: image.unpackedBytes,
    ...compressedOf(image, sizes),
    uniqueBytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    wasted: wastedIn(contents),
  };
}

/** So many wasted copies are named. */
const shown = 100;

function wastedIn(contents: readonly LayerContent[]): ImageAnalysis["wasted"] {
  const all = stack(contents.map(({ entries }) => entries)).wasted();
  return {
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    total: all.length,
    entries: all.slice(0, shown),
  };
}

/** The compressed size of an image, once every layer's is known; a layer that is there twice is pulled once. */
export function compressedOf(
  { layers }: Pick<Sized, "layers">,
  sizes: ReadonlyMap<string, number>,
): { compressedBytes?: number } {
  const known = [...new Set(layers.map(({ diffId }) => diffId))].map((diffId) => sizes.get(diffId));
  let compressedBytes = 0;
  for (const bytes of known) {
    if (bytes === undefined) return {};
    compressedBytes += bytes;
  }
  return { compressedBytes };
}

function isFile({ path, type }: LayerContent["entries"][number]): boolean {
  return type !== "folder" && !path.slice(path.lastIndexOf("/") + 1).startsWith(".wh.");
}
