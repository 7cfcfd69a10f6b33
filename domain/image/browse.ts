import { z } from "zod";
import type { Change } from "./stack";

const change = z.enum(["added", "modified", "deleted"]);
const type = z.enum(["file", "folder", "link", "hardlink", "other"]);

/** `GET /api/builds/{id}/layers/{layer}/files`: what one layer did in a folder, or what a search found in it. */
export const layerFiles = z.object({
  /** Index of the layer, from 0. */
  layer: z.int().nonnegative(),
  path: z.string(),
  /** How many entries there are in all; those that are listed are the largest. */
  total: z.int().nonnegative(),
  entries: z.array(
    z.object({
      path: z.string(),
      type,
      change,
      /** Content that the layer brought, of a folder in all of it; of what is deleted, what went out of sight. */
      bytes: z.int().nonnegative(),
      /** Members inside a folder that are no folders. */
      files: z.int().nonnegative(),
    }),
  ),
});

export type LayerFiles = z.infer<typeof layerFiles>;
type Listed = LayerFiles["entries"][number];

/** What a layer did right below a folder, the largest first; what it left alone is not there. */
export function browse(changes: readonly Change[], path: string): Listed[] {
  const start = path === "/" ? "/" : `${path}/`;
  const found = new Map<string, Listed>();
  for (const one of changes) {
    if (!one.path.startsWith(start) || one.path === path) continue;
    const slash = one.path.indexOf("/", start.length);
    const at = slash < 0 ? one.path : one.path.slice(0, slash);
    const own = at === one.path;
    const so: Listed = found.get(at) ?? {
      path: at,
      type: own ? one.type : "folder",
      // A folder that is only passed through was there before.
      change: own ? one.change : "modified",
      bytes: 0,
      files: 0,
    };
    const counts = one.change !== "deleted" || own;
    found.set(at, {
      ...so,
      ...(own ? { type: one.type, change: one.change } : {}),
      bytes: so.bytes + (counts ? one.bytes : 0),
      files: so.files + (!own && counts && one.type !== "folder" ? 1 : 0),
    });
  }
  return [...found.values()].sort(largestFirst);
}

/** What a layer did to paths that contain some text, whatever the case, the largest first. */
export function search(changes: readonly Change[], text: string): Listed[] {
  const wanted = text.toLowerCase();
  return changes
    .filter(({ path }) => path.toLowerCase().includes(wanted))
    .map(({ path, type, change, bytes }) => ({ path, type, change, bytes, files: 0 }))
    .sort(largestFirst);
}

function largestFirst(a: Listed, b: Listed): number {
  return b.bytes - a.bytes || (a.path < b.path ? -1 : 1);
}
