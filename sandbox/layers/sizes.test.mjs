import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSizes } from "./sizes.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sizes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const layer = (hex) => ({ diffId: `sha256:${hex.repeat(64)}`, tarSplit: hex, diff: "" });
const isBase = async (diffId) => diffId === layer("b").diffId;

/** Measures every layer as `bytes` long; tells which were measured, and how many at once at most. */
function scale(bytes) {
  const measured = [];
  let at = 0;
  let most = 0;
  const measure = async ({ tarSplit }) => {
    measured.push(tarSplit);
    at += 1;
    most = Math.max(most, at);
    await new Promise(setImmediate);
    at -= 1;
    return bytes;
  };
  return { measure, measured, most: () => most };
}

it("measures a layer once, however often it is asked for at once and later", async () => {
  const { measure, measured } = scale(7);
  const sizes = openSizes(folder, isBase, measure);
  expect(await Promise.all([sizes.of(layer("a")), sizes.of(layer("a"))])).toEqual([7, 7]);
  expect(await sizes.of(layer("a"))).toBe(7);
  expect(measured).toEqual(["a"]);
});

it("measures a base image's layer once ever, and keeps no file of a learner's", async () => {
  const first = scale(7);
  const before = openSizes(folder, isBase, first.measure);
  await before.of(layer("a"));
  await before.of(layer("b"));
  expect(readdirSync(folder)).toEqual(["b".repeat(64)]);
  const second = scale(8);
  const after = openSizes(folder, isBase, second.measure);
  expect([await after.of(layer("a")), await after.of(layer("b"))]).toEqual([8, 7]);
  expect(second.measured).toEqual(["a"]);
});

it("measures one layer at a time, and goes on after one that failed", async () => {
  const { measure, most } = scale(7);
  const sizes = openSizes(folder, isBase, async (one) => {
    if (one.tarSplit === "c") throw new Error("gone");
    return measure(one);
  });
  const asked = ["a", "c", "b", "d"].map((hex) => sizes.of(layer(hex)));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(most()).toBe(1);
});

it("measures a small layer while a large one is being measured", async () => {
  const sizes = openSizes(folder, isBase, ({ tarSplit }) =>
    tarSplit === "c" ? new Promise(() => {}) : 7,
  );
  void sizes.of({ ...layer("c"), bytes: 1e9 });
  expect(await sizes.of({ ...layer("a"), bytes: 1e3 })).toBe(7);
});

it("says so where too many wait", async () => {
  const sizes = openSizes(folder, isBase, () => new Promise(() => {}));
  const waiting = Array.from({ length: 200 }, (_, n) => ({ diffId: `sha256:${n}` }));
  for (const one of waiting) void sizes.of(one);
  expect(await sizes.of({ diffId: "sha256:one-more" })).toBeNull();
});
