import { expect, test } from "vitest";
import { analyse, imageAnalysis } from "./analysis";
import type { LayerEntry } from "./content";

const layer = (diffId: string, bytes: number, shared = false) => ({
  diffId,
  instruction: "RUN x",
  bytes,
  shared,
});
const entry = (path: string, type: LayerEntry["type"] = "file"): LayerEntry => ({
  path,
  type,
  bytes: 0,
  mode: 0o644,
});
const content = (diffId: string, ...entries: LayerEntry[]) => ({
  diffId,
  entries,
  devPackages: [],
});
const image = {
  unpackedBytes: 160,
  layers: [layer("a", 100, true), layer("b", 50), layer("c", 10)],
};
const contents = [
  content("a", entry("/bin", "folder"), entry("/bin/sh"), entry("/bin/ash", "hardlink")),
  content("b", entry("/bin/.wh.sh"), entry("/bin/.wh..wh..opq")),
  content("c", entry("/l", "link")),
];

test("names the three sizes, and counts what is neither folder nor whiteout", () => {
  const sizes = new Map([
    ["a", 40],
    ["b", 20],
    ["c", 5],
  ]);
  const found = imageAnalysis.parse(analyse(image, contents, sizes));
  expect(found).toMatchObject({ unpackedBytes: 160, compressedBytes: 65, uniqueBytes: 60 });
  expect(found.layers.map(({ index, files }) => [index, files])).toEqual([
    [0, 2],
    [1, 0],
    [2, 1],
  ]);
});

test("has no compressed size until every layer's is known, but that of the layers that are", () => {
  const found = analyse(image, contents, new Map([["b", 20]]));
  expect(found).not.toHaveProperty("compressedBytes");
  expect(found.layers.map(({ compressedBytes }) => compressedBytes)).toEqual([
    undefined,
    20,
    undefined,
  ]);
});

test("counts a layer that is there twice once in what a pull moves", () => {
  const twice = { unpackedBytes: 100, layers: [layer("b", 50), layer("b", 50)] };
  const found = analyse(twice, [content("b"), content("b")], new Map([["b", 20]]));
  expect(found).toMatchObject({ unpackedBytes: 100, compressedBytes: 20 });
});

test("names the largest copies that nobody can see, and counts them all", () => {
  const files = Array.from({ length: 150 }, (_, n) => ({ ...entry(`/d/f${n}`), bytes: n + 1 }));
  const layers = [layer("a", 11_325), layer("b", 0)];
  const held = [content("a", entry("/d", "folder"), ...files), content("b", entry("/.wh.d"))];
  const { wasted } = imageAnalysis.parse(
    analyse({ unpackedBytes: 11_325, layers }, held, new Map()),
  );
  expect(wasted.bytes).toBe((150 * 151) / 2);
  expect(wasted.total).toBe(150);
  expect(wasted.entries).toHaveLength(100);
  expect(wasted.entries[0]).toEqual({ path: "/d/f149", bytes: 150, layer: 0, hiddenBy: 1 });
});
