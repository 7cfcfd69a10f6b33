import type { LayerEntry } from "./content";
import { below, type Content, find, folder, hide, leaf, type Node, reach } from "./tree";

/** What one layer did to a path. */
export type Change = {
  readonly path: string;
  readonly type: LayerEntry["type"];
  /** Of the content that came or, where the path went, of all that went out of sight with it. */
  readonly bytes: number;
  readonly mode: number;
  readonly change: "added" | "modified" | "deleted";
};

/** A path as it is seen with all layers stacked, and the layer (from 0) that it comes from. */
type Seen = { readonly entry: LayerEntry; readonly layer: number };

/** A copy of a file's content that an image carries and nobody can see. */
type Wasted = {
  readonly path: string;
  readonly bytes: number;
  /** The layer that holds it, and the one that overwrote or removed it, from 0. */
  readonly layer: number;
  readonly hiddenBy: number;
};

export type Stack = {
  /** What is seen in the end, by absolute path. */
  seen(): Map<string, Seen>;
  /** What each layer did, in its tar's order, whiteouts in place of what they took away first. */
  readonly changes: readonly (readonly Change[])[];
  /** Each copy once, the largest first. */
  wasted(): Wasted[];
};

/**
 * Puts layers on each other, lowest first. Whiteouts and opaque folders hide what lower layers hold, never
 * what their own layer does; a hard link's content stays while any of its names is seen.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#applying-changesets
 */
export function stack(layers: readonly (readonly LayerEntry[])[]): Stack {
  const root = folder({ path: "/", type: "folder", bytes: 0, mode: 0o755 }, 0);
  const contents: Content[] = [];
  const changes = layers.map((entries, layer) => {
    const removed = entries.flatMap((entry) => takeAway(root, entry, layer));
    const before = new Set(
      removed.flatMap((node) => [...below(node)].map(({ entry }) => entry.path)),
    );
    const own = new Map<string, Content>();
    const put = entries
      .filter(({ path }) => !isWhiteout(path))
      .map((entry) => add(root, entry, layer, own, contents, before));
    const again = new Set(put.map(({ path }) => path));
    return [...removed.flatMap((node) => [...deletions(node, again, layer)]), ...put];
  });
  return {
    changes,
    seen() {
      const found = new Map<string, Seen>();
      const named = new Set<Content>();
      const links: Node[] = [];
      for (const node of below(root)) {
        const { entry, layer, content } = node;
        if (entry.path === "/") continue;
        found.set(entry.path, { entry, layer });
        if (!content) continue;
        if (entry.type === "file") named.add(content);
        else links.push(node);
      }
      // Where a file's first name is gone, another has its bytes.
      for (const { entry, layer, content } of links) {
        if (!content || named.has(content)) continue;
        named.add(content);
        found.set(entry.path, { entry: { ...entry, bytes: content.bytes }, layer });
      }
      return found;
    },
    wasted: () =>
      contents
        .filter(({ names, bytes }) => names === 0 && bytes > 0)
        .map(({ path, bytes, layer, hiddenBy }) => ({ path, bytes, layer, hiddenBy }))
        .sort((a, b) => b.bytes - a.bytes),
  };
}

const mark = ".wh.";
const opaque = ".wh..wh..opq";

function isWhiteout(path: string): boolean {
  return path.startsWith(mark, path.lastIndexOf("/") + 1);
}

/** Applies a whiteout to what the layers below hold; gives what it took out of the tree. */
function takeAway(root: Node, { path }: LayerEntry, layer: number): Node[] {
  if (!isWhiteout(path)) return [];
  const slash = path.lastIndexOf("/");
  const parent = find(root, path.slice(0, slash));
  if (!parent?.children) return [];
  const name = path.slice(slash + 1);
  const gone = name === opaque ? [...parent.children.keys()] : [name.slice(mark.length)];
  return gone.flatMap((one) => {
    const node = parent.children?.get(one);
    if (!node) return [];
    parent.children?.delete(one);
    hide(node, layer);
    return [node];
  });
}

/** What is gone of a part that was taken out, each with all below it, but for what the layer brought again. */
function* deletions(removed: Node, again: ReadonlySet<string>, layer: number): Generator<Change> {
  const left = [removed];
  for (let at = left.pop(); at; at = left.pop()) {
    const { path, type, mode } = at.entry;
    if (again.has(path)) for (const child of at.children?.values() ?? []) left.push(child);
    else yield { path, type, bytes: lostIn(at, layer), mode, change: "deleted" };
  }
}

/** Bytes that nobody sees any more since a layer hid their last name. */
function lostIn(node: Node, layer: number): number {
  const lost = new Set<Content>();
  for (const { content } of below(node)) {
    if (content?.names === 0 && content.hiddenBy === layer) lost.add(content);
  }
  return [...lost].reduce((sum, { bytes }) => sum + bytes, 0);
}

function add(
  root: Node,
  entry: LayerEntry,
  layer: number,
  own: Map<string, Content>,
  contents: Content[],
  before: ReadonlySet<string>,
): Change {
  const { path, type, mode } = entry;
  const slash = path.lastIndexOf("/");
  const parent = reach(root, path.slice(0, slash), layer);
  const name = path.slice(slash + 1);
  const there = parent.children?.get(name);
  const change = there || before.has(path) ? "modified" : "added";
  if (there?.children && type === "folder") {
    there.entry = entry;
    there.layer = layer;
    return { path, type, bytes: 0, mode, change };
  }
  if (there) hide(there, layer);
  const node = type === "folder" ? folder(entry, layer) : leaf(entry, layer);
  node.content = contentOf(entry, layer, own, contents);
  parent.children ??= new Map();
  parent.children.set(name, node);
  return { path, type, bytes: entry.bytes, mode, change };
}

/** A file's own content, or the one that a hard link shares; nothing else has any. */
function contentOf(
  { path, type, bytes, target = "" }: LayerEntry,
  layer: number,
  own: Map<string, Content>,
  contents: Content[],
): Content | null {
  if (type === "hardlink") {
    const shared = own.get(target);
    if (!shared) return null;
    shared.names += 1;
    own.set(path, shared);
    return shared;
  }
  if (type !== "file") return null;
  const content = { path, bytes, layer, names: 1, hiddenBy: layer };
  own.set(path, content);
  contents.push(content);
  return content;
}
