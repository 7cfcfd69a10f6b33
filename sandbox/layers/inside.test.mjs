import { execFileSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openInside } from "./inside.mjs";

let folder;
let layer;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "inside-"));
  layer = join(folder, "layer");
  mkdirSync(join(layer, "app/lib"), { recursive: true });
  writeFileSync(join(folder, "secret"), "secret");
  writeFileSync(join(layer, "app/lib/file"), "text");
  symlinkSync(join(folder, "secret"), join(layer, "app/link"));
  symlinkSync("..", join(layer, "up"));
  symlinkSync("app", join(layer, "inner"));
  execFileSync("mkfifo", [join(layer, "pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(path) {
  const file = openInside(layer, Buffer.from(path));
  try {
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

it("opens a file by its path, however a tar spells it", () => {
  for (const path of ["app/lib/file", "/app/lib/file", "./app/./lib//file"])
    expect(read(path)).toBe("text");
});

it("opens a file whose name is no text", () => {
  const name = Buffer.from([0x61, 0xff]);
  writeFileSync(Buffer.concat([Buffer.from(`${layer}/`), name]), "bytes");
  const file = openInside(layer, name);
  expect(readFileSync(file, "utf8")).toBe("bytes");
  closeSync(file);
});

it.each(["app/link", "up/secret", "inner/lib/file", "../secret", "app/../../secret", "up"])(
  "follows no link and leaves no folder: %s",
  (path) => expect(() => read(path)).toThrow(),
);

it.each(["pipe", "app", "", ".", "nothing", "app/lib/file/more"])("opens only files: %s", (path) =>
  expect(() => read(path)).toThrow(),
);

it("leaves no descriptor open, whatever it was asked for", () => {
  for (const path of ["app/lib/file", "pipe", "app/link", "up/secret", "nothing"]) {
    try {
      read(path);
    } catch {}
  }
  const open = readdirSync("/proc/self/fd").map((fd) => linkOf(`/proc/self/fd/${fd}`));
  expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
});

/** Where a descriptor leads; nowhere, once it is closed. */
function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
