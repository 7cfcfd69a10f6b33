import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileHeader, padding, tarEnd } from "../base-images/tar.mjs";
import { assemble } from "./assemble.mjs";

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assemble-"));
  mkdirSync(join(folder, "diff/app"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A layer as the engine keeps it, of files in one folder, and the tar that it came from. */
function layerOf(files) {
  const lines = [];
  const parts = [];
  const segment = (...bytes) => {
    const payload = Buffer.concat(bytes);
    parts.push(payload);
    lines.push({ type: 2, payload: payload.toString("base64"), position: lines.length });
  };
  for (const [name, content] of files) {
    segment(fileHeader(name, content.length));
    parts.push(content);
    lines.push({ type: 1, name, size: content.length || undefined, position: lines.length });
    segment(padding(content.length));
    writeFileSync(join(folder, "diff", name), content);
  }
  segment(tarEnd);
  const tarSplit = join(folder, "tar-split.json.gz");
  writeFileSync(tarSplit, gzipSync(lines.map((line) => JSON.stringify(line)).join("\n")));
  return { layer: { tarSplit, diff: join(folder, "diff") }, tar: Buffer.concat(parts) };
}

async function whole(layer) {
  const parts = [];
  for await (const part of assemble(layer)) parts.push(part);
  return Buffer.concat(parts);
}

it("puts a layer's tar together, byte for byte", async () => {
  const { layer, tar } = layerOf([
    ["empty", Buffer.alloc(0)],
    ["app/small", Buffer.from("text")],
    ["app/large", Buffer.alloc(700_001, "x")],
  ]);
  expect((await whole(layer)).equals(tar)).toBe(true);
});

it("refuses a file that is shorter than its header says", async () => {
  const { layer } = layerOf([["app/small", Buffer.from("text")]]);
  writeFileSync(join(folder, "diff/app/small"), "te");
  await expect(whole(layer)).rejects.toThrow(/shorter/);
});

it("refuses what the engine keeps of a layer where that breaks off", async () => {
  const { layer } = layerOf([["app/large", Buffer.alloc(700_001, "x")]]);
  truncateSync(layer.tarSplit, 100);
  await expect(whole(layer)).rejects.toThrow(/unexpected end/);
});

it("reads no other file through a link in the layer", async () => {
  const { layer } = layerOf([["app/small", Buffer.from("text")]]);
  rmSync(join(folder, "diff/app/small"));
  writeFileSync(join(folder, "secret"), "four");
  symlinkSync(join(folder, "secret"), join(folder, "diff/app/small"));
  await expect(whole(layer)).rejects.toThrow(/ELOOP/);
});
