import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LayerEntry } from "./content";
import { stack } from "./stack";

const file = (path: string, bytes: number): LayerEntry => ({
  path,
  type: "file",
  bytes,
  mode: 0o644,
});
const folder = (path: string): LayerEntry => ({ path, type: "folder", bytes: 0, mode: 0o755 });
const hardlink = (path: string, target: string): LayerEntry => ({
  path,
  type: "hardlink",
  bytes: 0,
  mode: 0o644,
  target,
});
const gone = (path: string) =>
  file(
    path.replace(/([^/]*)$/, (name) => `.wh.${name}`),
    0,
  );
const seen = (layers: LayerEntry[][]) => [...stack(layers).seen().keys()].sort();

describe("wasted bytes", () => {
  test("a copy that was overwritten and then removed counts once for each copy, and never twice", () => {
    const layers = [[file("/a", 10)], [file("/a", 7)], [gone("/a")]];
    expect(stack(layers).wasted()).toEqual([
      { path: "/a", bytes: 10, layer: 0, hiddenBy: 1 },
      { path: "/a", bytes: 7, layer: 1, hiddenBy: 2 },
    ]);
  });

  test("a folder that is removed takes all that it held", () => {
    const layers = [
      [folder("/d"), file("/d/a", 3), folder("/d/e"), file("/d/e/b", 4)],
      [gone("/d")],
    ];
    const { wasted, changes } = stack(layers);
    expect(wasted().map(({ path }) => path)).toEqual(["/d/e/b", "/d/a"]);
    expect(changes[1]).toEqual([
      { path: "/d", type: "folder", bytes: 7, mode: 0o755, change: "deleted" },
    ]);
  });

  test("nothing is wasted while one of a file's names is left", () => {
    const both = [file("/a", 9), hardlink("/b", "/a")];
    expect(stack([both, [gone("/a")]]).wasted()).toEqual([]);
    expect(stack([both, [gone("/a")], [file("/b", 1)]]).wasted()).toEqual([
      { path: "/a", bytes: 9, layer: 0, hiddenBy: 2 },
    ]);
  });

  test("a member that comes twice in one layer is wasted the first time", () => {
    expect(stack([[file("/a", 5), file("/a", 6)]]).wasted()).toEqual([
      { path: "/a", bytes: 5, layer: 0, hiddenBy: 0 },
    ]);
  });
});

test("what a layer removes and makes anew is told file by file", () => {
  const below = [folder("/m"), folder("/m/p"), file("/m/p/old", 50), file("/m/p/same", 1)];
  const above = [folder("/m"), file("/m/.wh..wh..opq", 0), folder("/m/p"), file("/m/p/same", 2)];
  expect(
    stack([below, above]).changes[1]?.map(({ path, bytes, change }) => [path, bytes, change]),
  ).toEqual([
    ["/m/p/old", 50, "deleted"],
    ["/m", 0, "modified"],
    ["/m/p", 0, "modified"],
    ["/m/p/same", 2, "modified"],
  ]);
});

describe("what is seen", () => {
  test("has a file's bytes under the name that is left", () => {
    const { seen } = stack([[file("/a", 9), hardlink("/b", "/a")], [gone("/a")]]);
    expect(seen().get("/b")?.entry.bytes).toBe(9);
  });

  test("an opaque folder hides what lower layers put there, wherever its mark stands in the tar", () => {
    const below = [folder("/d"), file("/d/old", 1), file("/d/both", 2)];
    const above = [folder("/d"), file("/d/new", 3), file("/d/both", 4), gone("/d/.wh..opq")];
    const { seen, changes } = stack([below, above]);
    expect([...seen().keys()].sort()).toEqual(["/d", "/d/both", "/d/new"]);
    expect(changes[1]?.map(({ path, change }) => [path, change])).toEqual([
      ["/d/old", "deleted"],
      ["/d", "modified"],
      ["/d/new", "added"],
      ["/d/both", "modified"],
    ]);
  });

  test("a file in place of a folder leaves nothing of it", () => {
    expect(seen([[folder("/d"), file("/d/a", 1)], [file("/d", 2)]])).toEqual(["/d"]);
  });

  test("what a layer removes and brings again is there", () => {
    expect(seen([[file("/a", 1)], [file("/a", 2), gone("/a")]])).toEqual(["/a"]);
  });

  test("folders that no layer names are there", () => {
    expect(seen([[file("/x/y/z", 1)]])).toEqual(["/x", "/x/y", "/x/y/z"]);
  });

  test("a thousandfold nesting is no matter", () => {
    const deep = `/${Array.from({ length: 20_000 }, () => "d").join("/")}`;
    expect(stack([[file(deep, 1)], [gone("/d")]]).wasted()).toHaveLength(1);
  });
});

/** A file system as simple as it can be: what each path holds, and whole-map passes for what goes. */
function naive(layers: readonly (readonly LayerEntry[])[]) {
  const held = new Map<string, { type: string; content: object | null; bytes: number }>();
  const drop = (path: string, itself: boolean) => {
    for (const at of [...held.keys()]) {
      if ((itself && at === path) || at.startsWith(`${path}/`)) held.delete(at);
    }
  };
  const contents: { bytes: number }[] = [];
  for (const layer of layers) {
    for (const { path } of layer) {
      const [, parent = "", name = ""] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
      if (name === ".wh..wh..opq") drop(parent, false);
      else if (name.startsWith(".wh.")) drop(`${parent}/${name.slice(4)}`, true);
    }
    const inodes = new Map<string, { bytes: number }>();
    for (const { path, type, bytes, target = "" } of layer) {
      if (/\/\.wh\.[^/]*$/.test(path)) continue;
      for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
        const above = path.slice(0, at);
        if (!held.has(above)) held.set(above, { type: "folder", content: null, bytes: 0 });
      }
      if (!(type === "folder" && held.get(path)?.type === "folder")) drop(path, true);
      const content = type === "file" ? { bytes } : (inodes.get(target) ?? null);
      if (type === "file") contents.push(content as { bytes: number });
      if (content && type !== "folder") inodes.set(path, content);
      held.set(path, { type, content: type === "folder" ? null : content, bytes });
    }
  }
  const visible = new Set([...held.values()].map(({ content }) => content));
  const wasted = contents.filter((content) => !visible.has(content));
  const total = (of: readonly { bytes: number }[]) => of.reduce((sum, { bytes }) => sum + bytes, 0);
  return { paths: [...held.keys()].sort(), wasted: total(wasted), all: total(contents) };
}

const name = fc.constantFrom("a", "b", "c");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join("/")}`);
const entry: fc.Arbitrary<LayerEntry> = fc.oneof(
  fc.tuple(path, fc.nat(9)).map(([at, bytes]) => file(at, bytes)),
  path.map(folder),
  path.map(gone),
  path.map((at) => file(`${at}/.wh..wh..opq`, 0)),
);
/** As a tar has them: folders before what is in them, nothing below what is none, links to what came before. */
const layer = fc.array(entry, { maxLength: 8 }).chain((entries) => {
  const isFile = ({ type, path: at }: LayerEntry) => type === "file" && !at.includes(".wh.");
  const files = entries.filter(isFile);
  const plain = entries.filter(
    ({ path: at }) => !files.some(({ path: one }) => at.startsWith(`${one}/`)),
  );
  const parents = new Set(
    plain.flatMap(({ path: at }) => {
      const names = at.split("/").slice(1, -1);
      return names.map((_, n) => `/${names.slice(0, n + 1).join("/")}`);
    }),
  );
  const tar = [...[...parents].map(folder), ...plain]
    .filter(({ path: at, type }) => !(parents.has(at) && type === "file"))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const [first] = tar.filter(isFile);
  if (!first) return fc.constant(tar);
  return fc.boolean().map((linked) => (linked ? [...tar, hardlink("/link", first.path)] : tar));
});

test("any layers give the paths and the waste that the simplest file system gives", () => {
  fc.assert(
    fc.property(fc.array(layer, { maxLength: 5 }), (layers) => {
      const expected = naive(layers);
      const { seen, wasted } = stack(layers);
      expect([...seen().keys()].sort()).toEqual(expected.paths);
      const waste = wasted().reduce((sum, { bytes }) => sum + bytes, 0);
      expect(waste).toBe(expected.wasted);
      // Every byte is either seen, under one name, or wasted.
      const shown = [...seen().values()].reduce((sum, { entry: { bytes } }) => sum + bytes, 0);
      expect(shown + waste).toBe(expected.all);
    }),
    { numRuns: 500 },
  );
});
