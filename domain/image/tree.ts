import type { LayerEntry } from "./content";

/** The content of one file, which hard links of its layer may share. */
export type Content = {
  readonly path: string;
  readonly bytes: number;
  readonly layer: number;
  /** How many names it has that are not hidden. */
  names: number;
  /** The layer that hid its last name. */
  hiddenBy: number;
};

/** A path of the file system that layers are put on, and what is below it. */
export type Node = {
  entry: LayerEntry;
  layer: number;
  content: Content | null;
  children: Map<string, Node> | null;
};

/** Takes a path and all below it out of sight. */
export function hide(node: Node, layer: number): void {
  for (const { content } of below(node)) {
    if (!content) continue;
    content.names -= 1;
    content.hiddenBy = layer;
  }
}

/** A node and all below it; without recursion, since a stranger's folders may be nested very deep. */
export function* below(node: Node): Generator<Node> {
  const left = [node];
  for (let at = left.pop(); at; at = left.pop()) {
    yield at;
    for (const child of at.children?.values() ?? []) left.push(child);
  }
}

/** What is at a path; null where nothing is. */
export function find(root: Node, path: string): Node | null {
  let at: Node | undefined = root;
  for (const name of path.split("/")) {
    if (name === "") continue;
    at = at?.children?.get(name);
  }
  return at ?? null;
}

/** The folder at a path; one that no layer names is made as a tar's reader would make it. */
export function reach(root: Node, path: string, layer: number): Node {
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

export function folder(entry: LayerEntry, layer: number): Node {
  return { entry, layer, content: null, children: new Map() };
}

export function leaf(entry: LayerEntry, layer: number): Node {
  return { entry, layer, content: null, children: null };
}
