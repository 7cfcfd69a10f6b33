import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { contentOf } from "./disk.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "meter-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const block = "x".repeat(4096);
const write = (name, blocks) => writeFileSync(join(folder, name), block.repeat(blocks));
const since = async () => {
  const none = { path: folder, bytes: Number.POSITIVE_INFINITY, files: Number.POSITIVE_INFINITY };
  await contentOf([none], []);
  return none;
};

it("counts what was added", async () => {
  write("before", 10);
  const watched = await since();
  write("after", 25);
  mkdirSync(join(folder, "d"));
  const { bytes, files } = await contentOf([watched], []);
  expect(files).toBe(2);
  expect(bytes).toBeGreaterThanOrEqual(25 * 4096);
  expect(bytes).toBeLessThan(30 * 4096);
});

it("counts what is written in the place of what was there before", async () => {
  write("kept", 50);
  const watched = await since();
  truncateSync(join(folder, "kept"));
  await contentOf([watched], []);
  write("kept", 40);
  const { bytes } = await contentOf([watched], []);
  expect(bytes).toBeGreaterThanOrEqual(40 * 4096);
});

it("counts a removed file that a process holds open", async () => {
  const watched = await since();
  write("removed", 30);
  const held = openSync(join(folder, "removed"), "r");
  rmSync(join(folder, "removed"));
  const { bytes } = await contentOf([watched], [String(process.pid)]);
  expect(bytes).toBeGreaterThanOrEqual(30 * 4096);
  closeSync(held);
  expect(await contentOf([watched], [String(process.pid)])).toMatchObject({ bytes: 0 });
});

it("counts nothing in a folder that is gone", async () => {
  const gone = { path: join(folder, "gone"), bytes: 5000, files: 3 };
  expect(await contentOf([gone], [])).toEqual({ bytes: 0, files: 0 });
});
