import { z } from "zod";
import { foldersOf } from "../workspace/paths";

const type = z.enum(["file", "folder", "link", "other"]);

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

/** One member of a layer's tar; paths are absolute, without a slash at their end. */
export type LayerEntry = {
  readonly path: string;
  readonly type: z.infer<typeof type>;
  readonly bytes: number;
  readonly mode: number;
  readonly target?: string;
};

/**
 * What a folder holds once the layers (lowest first) are stacked; null where there is no such folder.
 * `.wh.name` takes a name of the layers below away, `.wh..wh..opq` all that a folder held.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts
 */
export function listFolder(
  layers: readonly (readonly LayerEntry[])[],
  path: string,
): ImageEntry[] | null {
  const there = new Map<string, ImageEntry>();
  for (const [layer, entries] of layers.entries()) stack(there, entries, layer);
  const folder = path === "/" ? { type: "folder" } : there.get(path);
  if (folder?.type !== "folder") return null;
  return children(there, path, layers.length - 1);
}

/** Puts one layer on those below: one pass over what is there, however much the layer takes away. */
function stack(
  there: Map<string, ImageEntry>,
  entries: readonly LayerEntry[],
  layer: number,
): void {
  const marks = entries.flatMap(whiteout);
  const hidden = new Set(marks.flatMap((mark) => ("path" in mark ? mark.path : [])));
  const opaque = new Set(marks.flatMap((mark) => ("folder" in mark ? mark.folder : [])));
  const replaced = new Set<string>();
  for (const { path, type } of entries) {
    if (type !== "folder" && there.get(path)?.type === "folder") replaced.add(path);
  }
  if (marks.length > 0 || replaced.size > 0) {
    for (const [path, entry] of there) {
      if (entry.change === "deleted") continue;
      const above = [...foldersOf(path), "/"];
      if (above.some((folder) => replaced.has(folder))) there.delete(path);
      else if (hidden.has(path) || above.some((at) => hidden.has(at) || opaque.has(at))) {
        there.set(path, { ...entry, layer, change: "deleted" });
      }
    }
  }
  for (const entry of entries) {
    if (whiteout(entry).length > 0) continue;
    const before = there.get(entry.path);
    const kept = before && (before.change !== "deleted" || before.layer === layer);
    there.set(entry.path, { ...entry, layer, change: kept ? "modified" : "added" });
  }
}

function children(there: ReadonlyMap<string, ImageEntry>, path: string, top: number): ImageEntry[] {
  const found = new Map<string, ImageEntry>();
  const start = path === "/" ? 1 : path.length + 1;
  for (const [at, entry] of there) {
    if (!isInside(at, path) || (entry.change === "deleted" && entry.layer < top)) continue;
    const slash = at.indexOf("/", start);
    const name = slash < 0 ? at : at.slice(0, slash);
    const own = found.get(name) ?? there.get(name) ?? implied(name, entry);
    // The folder of a file that came later was touched by it.
    const inside = at !== name && entry.change !== "deleted";
    found.set(name, {
      ...own,
      bytes: inside && entry.type !== "folder" ? own.bytes + entry.bytes : own.bytes,
      layer: Math.max(own.layer, at === name ? 0 : entry.layer),
      change:
        own.change === "added" && at !== name && entry.layer > own.layer ? "modified" : own.change,
    });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder that no layer names, only files in it. */
function implied(path: string, { layer, change }: ImageEntry): ImageEntry {
  return { path, type: "folder", bytes: 0, mode: 0o755, layer, change };
}

function isInside(path: string, folder: string): boolean {
  return path.length > folder.length && path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** What a member takes away: a path, all that a folder held, or nothing. */
function whiteout({ path }: LayerEntry): ({ path: string } | { folder: string })[] {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  if (!name.startsWith(".wh.")) return [];
  if (name === ".wh..wh..opq") return [{ folder: path.slice(0, slash) || "/" }];
  return [{ path: `${path.slice(0, slash + 1)}${name.slice(4)}` }];
}
