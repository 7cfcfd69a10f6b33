import { expect, test } from "vitest";
import type { LayerEntry } from "./content";
import { unpackedBytesOf } from "./unpacked";

const entry = (path: string, more: Partial<LayerEntry>): LayerEntry => ({
  path,
  type: "file",
  bytes: 0,
  mode: 0o644,
  ...more,
});

test("a layer weighs its files, and one from elsewhere the targets of its links", () => {
  expect(unpackedBytesOf([], true)).toBe(0);
  const entries = [
    entry("/a", { bytes: 100 }),
    entry("/b", { type: "hardlink", target: "/a" }),
    entry("/c", { type: "link", target: "é" }),
    entry("/d", { type: "folder" }),
    entry("/.wh.e", {}),
  ];
  expect(unpackedBytesOf(entries, true)).toBe(102);
  expect(unpackedBytesOf(entries, false)).toBe(100);
});

test("what a layer's tar holds twice counts once, as it was last", () => {
  expect(unpackedBytesOf([entry("/a", { bytes: 100 }), entry("/a", { bytes: 7 })], true)).toBe(7);
});
