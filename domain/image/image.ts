import { z } from "zod";

/** One layer of an image, in the order they are stacked. */
const layer = z.object({
  /** Digest of the layer's uncompressed tar. */
  diffId: z.string(),
  /** The instruction that made it; a base image's own words for its layers. */
  instruction: z.string(),
  /** Line in the learner's Dockerfile, from 1; absent for a base image's layers. */
  line: z.int().positive().optional(),
  /** Name of the stage, or its index as text. */
  stage: z.string().optional(),
  /** Uncompressed bytes. */
  bytes: z.int().nonnegative(),
  /** Whether it came with the base image, so that images from the same base store it once. */
  shared: z.boolean(),
});

export const image = z.object({
  id: z.string(),
  /** When the engine made it, by its own word; a build from the cache keeps the older date. */
  createdAt: z.iso.datetime().optional(),
  /** Sum of the layers' uncompressed sizes: what `docker images` shows on the classic store. */
  unpackedBytes: z.int().nonnegative(),
  /** What a pull transfers; absent until it has been measured. */
  compressedBytes: z.int().nonnegative().optional(),
  layers: z.array(layer),
  config: z.object({
    cmd: z.array(z.string()),
    entrypoint: z.array(z.string()).optional(),
    user: z.string(),
    workdir: z.string().optional(),
    exposedPorts: z.array(z.int()),
  }),
});

/** A base image that a build used; `standIn` where it was made locally instead of pulled. */
export const baseImage = z.object({
  ref: z.string(),
  digest: z.string(),
  standIn: z.boolean(),
  about: z.string().optional(),
});

export type Layer = z.infer<typeof layer>;
export type Image = z.infer<typeof image>;
export type BaseImage = z.infer<typeof baseImage>;
