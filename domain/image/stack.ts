import type { LayerEntry } from "./content";

/** The content of one file, which hard links of its layer may share. */
type Content = {
  readonly path: string;
  readonly bytes: number;
  readonly layer: number;
  /** How many names it has that are not hidden. */
  names: number;
  /** The layer that hid its last name. */
  hiddenBy: number;
};

type Node = {
  entry: LayerEntry;
  layer: number;
  content: Content | null;
  children: Map<string, Node> | null;
};

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
    const done: Change[] = [];
    const before = new Map<string, LayerEntry["type"]>();
    for (const entry of entries) takeAway(root, entry, layer, done, before);
    const own = new Map<string, Content>();
    for (const entry of entries) {
      if (isWhiteout(entry.path)) continue;
      done.push(put(root, entry, layer, own, contents, before));
    }
    // What an opaque folder or a whiteout took and the same layer brought again was not deleted.
    const again = new Set(done.flatMap(({ path, change }) => (change === "deleted" ? [] : path)));
    return done.filter(({ path, change }) => change !== "deleted" || !again.has(path));
  });
  return {
    changes,
    seen() {
      const found = new Map<string, Seen>();
      for (const { entry, layer } of below(root)) {
        if (entry.path !== "/") found.set(entry.path, { entry, layer });
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

/** Applies a whiteout to what the layers below hold. */
function takeAway(
  root: Node,
  { path }: LayerEntry,
  layer: number,
  done: Change[],
  before: Map<string, LayerEntry["type"]>,
): void {
  if (!isWhiteout(path)) return;
  const slash = path.lastIndexOf("/");
  const parent = find(root, path.slice(0, slash));
  if (!parent?.children) return;
  const name = path.slice(slash + 1);
  const gone = name === opaque ? [...parent.children.keys()] : [name.slice(mark.length)];
  for (const one of gone) {
    const node = parent.children.get(one);
    if (!node) continue;
    parent.children.delete(one);
    const at = `${path.slice(0, slash)}/${one}`;
    const { type, mode } = node.entry;
    before.set(at, type);
    done.push({ path: at, type, bytes: hide(node, layer), mode, change: "deleted" });
  }
}

function put(
  root: Node,
  entry: LayerEntry,
  layer: number,
  own: Map<string, Content>,
  contents: Content[],
  before: ReadonlyMap<string, LayerEntry["type"]>,
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

/** Takes a path and all below it out of sight; gives the bytes of what nobody sees any more. */
function hide(node: Node, layer: number): number {
  let bytes = 0;
  for (const { content } of below(node)) {
    if (!content) continue;
    content.names -= 1;
    content.hiddenBy = layer;
    if (content.names === 0) bytes += content.bytes;
  }
  return bytes;
}

/** A node and all below it; without recursion, since a stranger's folders may be nested very deep. */
function* below(node: Node): Generator<Node> {
  const left = [node];
  for (let at = left.pop(); at; at = left.pop()) {
    yield at;
    for (const child of at.children?.values() ?? []) left.push(child);
  }
}

function find(root: Node, path: string): Node | null {
  let at: Node | undefined = root;
  for (const name of path.split("/")) {
    if (name === "") continue;
    at = at?.children?.get(name);
  }
  return at ?? null;
}

/** The folder at a path; one that no layer names is made as a tar's reader would make it. */
function reach(root: Node, path: string, layer: number): Node {
  let at = root;
  let so = "";
  for (const name of path.split("/")) {
    if (name === "") continue;
    so += `/${name}`;
    at.children ??= new Map();
    let next = at.children.get(name);
    if (!next?.children) {
      if (next) hide(next, layer);
      next = folder({ path: so, type: "folder", bytes: 0, mode: 0o755 }, layer);
      at.children.set(name, next);
    }
    at = next;
  }
  return at;
}

const folder = (entry: LayerEntry, layer: number): Node => ({
  entry,
  layer,
  content: null,
  children: new Map(),
});
const leaf = (entry: LayerEntry, layer: number): Node => ({
  entry,
  layer,
  content: null,
  children: null,
});
