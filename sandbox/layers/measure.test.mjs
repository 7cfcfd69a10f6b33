import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "measure-"));
  mkdirSync(join(folder, "diff"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Measures a layer whose tar is nothing but one file's zeros. */
function measure(size) {
  const lines = [{ type: 1, name: "zeros", size }];
  writeFileSync(join(folder, "split"), gzipSync(lines.map((line) => JSON.stringify(line)).join()));
  writeFileSync(join(folder, "diff/zeros"), "");
  truncateSync(join(folder, "diff/zeros"), size);
  const script = join(import.meta.dirname, "measure.mjs");
  return spawn(process.execPath, [script, join(folder, "split"), join(folder, "diff")], {
    stdio: ["pipe", "pipe", "ignore"],
  });
}

it("prints what gzip makes of a layer's tar", async () => {
  const measuring = measure(1_000_000);
  const [printed] = await Promise.all([text(measuring.stdout), once(measuring, "exit")]);
  expect(Number(printed)).toBe(gzipSync(Buffer.alloc(1_000_000), { level: 6 }).length);
});

it("ends with who started it", async () => {
  const measuring = measure(1e12);
  measuring.stdin.end();
  const [printed, [code]] = await Promise.all([text(measuring.stdout), once(measuring, "exit")]);
  expect([printed, code]).toEqual(["", 1]);
});
