import { z } from "zod";
import type { LayerEntry } from "./content";
import { type Change, stack } from "./stack";

const type = z.enum(["file", "folder", "link", "hardlink", "other"]);

/** `GET /api/builds/{id}/files`: what one folder of an image holds, as of one of its layers. */
export const imageFiles = z.object({
  path: z.string(),
  /** Index of the layer, from 0, up to which the image is looked at. */
  layer: z.int().nonnegative(),
  entries: z.array(
    z.object({
      path: z.string(),
      type,
      /** Of a file; of everything inside, where it is a folder. */
      bytes: z.int().nonnegative(),
      /** Permission bits. */
      mode: z.int().nonnegative(),
      /** Where a link leads. */
      target: z.string().optional(),
      /** Index of the last layer that touched it or, for a folder, something inside. */
      layer: z.int().nonnegative(),
      /** What that layer did; what is `deleted` was there below and is listed by that layer only. */
      change: z.enum(["added", "modified", "deleted"]),
    }),
  ),
});

export type ImageFiles = z.infer<typeof imageFiles>;
export type ImageEntry = ImageFiles["entries"][number];

/** What a folder holds once the layers (lowest first) are stacked; null where there is no such folder. */
export function listFolder(
  layers: readonly (readonly LayerEntry[])[],
  path: string,
): ImageEntry[] | null {
  const { seen, changes } = stack(layers);
  const there = seen();
  if (path !== "/" && there.get(path)?.entry.type !== "folder") return null;
  const changeAt = changesByPath(changes);
  const start = path === "/" ? 1 : path.length + 1;
  const prefix = path === "/" ? "/" : `${path}/`;
  const found = new Map<string, ImageEntry>();

  const touch = (at: string, layer: number, bytes: number) => {
    const slash = at.indexOf("/", start);
    const name = slash < 0 ? at : at.slice(0, slash);
    const so = found.get(name);
    if (!so || at === name) return;
    found.set(name, { ...so, bytes: so.bytes + bytes, ...later(so, layer) });
  };
  for (const [at, { entry, layer }] of there) {
    if (!at.startsWith(prefix)) continue;
    if (at.indexOf("/", start) < 0) {
      const change = changeAt(at, layer)?.change ?? "added";
      found.set(at, { ...entry, layer, change });
    }
    touch(at, layer, entry.bytes);
  }
  const top = layers.length - 1;
  for (const { path: at, type: was, bytes, mode, change } of changes[top] ?? []) {
    if (change !== "deleted" || !at.startsWith(prefix)) continue;
    const own = at.indexOf("/", start) < 0;
    if (own) found.set(at, { path: at, type: was, bytes, mode, layer: top, change });
    else touch(at, top, 0);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder was touched by whatever touched something inside it. */
function later(
  { layer, change }: ImageEntry,
  inside: number,
): Pick<ImageEntry, "layer" | "change"> {
  return inside <= layer ? { layer, change } : { layer: inside, change: "modified" };
}

/** Finds what a layer did to a path. */
function changesByPath(changes: readonly (readonly Change[])[]) {
  const maps = new Map<number, Map<string, Change>>();
  return (path: string, layer: number) => {
    const known = maps.get(layer);
    const map = known ?? new Map(changes[layer]?.map((one) => [one.path, one]));
    if (!known) maps.set(layer, map);
    return map.get(path);
  };
}
