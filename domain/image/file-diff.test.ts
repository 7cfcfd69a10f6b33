import fc from "fast-check";
import { expect, test } from "vitest";
import type { LayerEntry } from "./content";
import { diffFiles } from "./file-diff";
import { stack } from "./stack";

const file = (path: string, bytes = 1, mode = 0o644): LayerEntry => {
  return { path, type: "file", bytes, mode };
};
const folder = (path: string): LayerEntry => ({ path, type: "folder", bytes: 0, mode: 0o755 });
test("files are added, removed and changed, with the bytes that they make of a difference", () => {
  const first = [[folder("/x"), file("/x/a", 10), file("/b", 20), file("/c", 5), file("/m")]];
  const second = [
    [file("/b", 20), file("/c", 5), file("/m", 1, 0o755)],
    [file("/c", 8), file("/e", 2), folder("/f"), file("/g", 3)],
  ];
  expect(diffFiles(first, second, 1)).toEqual({
    added: { count: 2, bytes: 5, files: [{ path: "/g", after: 3 }] },
    removed: { count: 1, bytes: -10, files: [{ path: "/x/a", before: 10 }] },
    changed: { count: 2, bytes: 3, files: [{ path: "/c", before: 5, after: 8 }] },
  });
});

const entry = fc.record({
  path: fc.constantFrom("/a", "/b", "/a/b", "/a/b/c", "/.wh.a", "/a/.wh.b", "/a/.wh..wh..opq"),
  type: fc.constantFrom("file" as const, "folder" as const),
  bytes: fc.constant(0),
  mode: fc.constant(0o644),
});
const weighed = entry.chain((one) =>
  fc.nat(9).map((bytes) => ({ ...one, bytes: one.type === "folder" ? 0 : bytes })),
);
const image = fc.array(fc.array(weighed, { maxLength: 5 }), { maxLength: 4 });
const weight = (layers: LayerEntry[][]) =>
  [...stack(layers).seen().values()].reduce((sum, { entry: { bytes } }) => sum + bytes, 0);

test("the three groups add up to the difference of all files", () => {
  fc.assert(
    fc.property(image, image, (first, second) => {
      const { added, removed, changed } = diffFiles(first, second, 100);
      expect(added.bytes + removed.bytes + changed.bytes).toBe(weight(second) - weight(first));
    }),
  );
});

test("an image differs from itself in nothing", () => {
  fc.assert(
    fc.property(image, (layers) => {
      const { added, removed, changed } = diffFiles(layers, layers, 100);
      expect(added.count + removed.count + changed.count).toBe(0);
    }),
  );
});
