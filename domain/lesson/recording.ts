import { z } from "zod";
import { baseImage } from "@/domain/image/image";

const recorded = z.strictObject({
  name: z.string(),
  dockerfile: z.string(),
  unpackedBytes: z.int().positive(),
});

/**
 * Two builds that were made once by a real engine, kept so that a page without an engine can show what
 * came out: which engine, when, on which base images. Lives in `content/recordings/<lesson>.json`.
 */
export const recording = z.strictObject({
  recordedAt: z.iso.date(),
  engineVersion: z.string(),
  baseImages: z.array(baseImage.pick({ ref: true, standIn: true }).strict()).min(1),
  images: z.tuple([recorded, recorded]),
});

export type Recording = z.infer<typeof recording>;
