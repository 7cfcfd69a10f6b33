import { foldersOf } from "../workspace/paths";
import type { LayerEntry } from "./content";

/**
 * The final file system of an image's layers (lowest first), by path: without whiteouts, and without
 * what they or a file in a folder's place took away.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts
 */
export function stacked(
  layers: readonly (readonly LayerEntry[])[],
): ReadonlyMap<string, LayerEntry> {
  const there = new Map<string, LayerEntry>();
  for (const entries of layers) {
    hide(there, entries);
    for (const entry of entries) {
      if (!nameOf(entry.path).startsWith(".wh.")) there.set(entry.path, entry);
    }
  }
  return there;
}

/** Takes away what a layer hides of the ones below: one pass, however much that is. */
function hide(there: Map<string, LayerEntry>, entries: readonly LayerEntry[]): void {
  const gone = new Set<string>();
  const emptied = new Set<string>();
  for (const { path, type } of entries) {
    const name = nameOf(path);
    const folder = path.slice(0, path.length - name.length - 1) || "/";
    if (name === ".wh..wh..opq") emptied.add(folder);
    else if (name.startsWith(".wh.")) gone.add(`${folder === "/" ? "" : folder}/${name.slice(4)}`);
    else if (type !== "folder" && there.get(path)?.type === "folder") emptied.add(path);
  }
  if (gone.size === 0 && emptied.size === 0) return;
  for (const path of there.keys()) {
    const above = [...foldersOf(path).filter((one) => one !== ""), "/"];
    if (gone.has(path) || above.some((one) => gone.has(one) || emptied.has(one))) {
      there.delete(path);
    }
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
