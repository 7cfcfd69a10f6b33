import { analyse, compressedOf, type ImageAnalysis } from "@/domain/image/analysis";
import type { Image } from "@/domain/image/image";
import type { CompressedSizes } from "./compressed";
import type { ContentReader, Contents } from "./contents";

type Analysed =
  | { readonly ok: true; readonly analysis: ImageAnalysis }
  | Extract<Contents, { ok: false }>;

/** Looks into built images: what their layers hold, and what a pull would move. */
export type Analyst = {
  analyse(image: Image, signal?: AbortSignal): Promise<Analysed>;
  /** The image with the compressed size, where that is known by now; it is measured from now on. */
  weigh(image: Image): Promise<Image>;
};

export function newAnalyst(contents: ContentReader, sizes: CompressedSizes): Analyst {
  return {
    async analyse(image, signal) {
      const diffIds = image.layers.map(({ diffId }) => diffId);
      const read = await contents({ id: image.id, diffIds }, signal);
      if (!read.ok) return read;
      return { ok: true, analysis: analyse(image, read.layers, await sizes.of(image)) };
    },
    weigh: async (image) => ({ ...image, ...compressedOf(image, await sizes.of(image)) }),
  };
}
