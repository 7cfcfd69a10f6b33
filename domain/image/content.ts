import { z } from "zod";

const type = z.enum(["file", "folder", "link", "hardlink", "other"]);

/**
 * One member of a layer's tar; paths are absolute, without a slash at their end. Whiteouts are members
 * like all others (`.wh.name`, `.wh..wh..opq`).
 */
const layerEntry = z.object({
  path: z.string(),
  type,
  /** Of a file; 0 for all else, a hard link among them: its bytes are those of the file it names. */
  bytes: z.int().nonnegative(),
  /** Permission bits. */
  mode: z.int().nonnegative(),
  /** Where a link leads; for a hard link, the absolute path of the file in the same layer. */
  target: z.string().optional(),
});

/** What one layer holds, by its `diffId`: the same for every image that has it. */
export const layerContent = z.object({
  diffId: z.string(),
  /** In the tar's order. */
  entries: z.array(layerEntry),
  /** Folders of packages that npm's lock files in this layer call needed for development only, absolute. */
  devPackages: z.array(z.string()),
  /** Bytes of the layer's tar as gzip makes it at level 6; absent until it has been measured. */
  compressedBytes: z.int().nonnegative().optional(),
});

export type LayerEntry = z.infer<typeof layerEntry>;
export type LayerContent = z.infer<typeof layerContent>;
