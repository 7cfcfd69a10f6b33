import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldersOf, normalisePath } from "./paths";

test.each([
  ["index.js", "index.js"],
  ["./a//b/./c.js", "a/b/c.js"],
  ["..a/b..", "..a/b.."],
  ["a b/ü.txt", "a b/ü.txt"],
  [".dockerignore", ".dockerignore"],
])("%j is %s", (path, normal) => {
  expect(normalisePath(path)).toEqual({ ok: true, value: normal });
});

test.each([
  ["../secret", /leaves the build context/],
  ["a/../../b", /leaves the build context/],
  ["a/../b", /leaves the build context/],
  ["/etc/passwd", /absolute/],
  ["C:/x", /absolute/],
  ["a\\b", /backslash/],
  ["a\0b", /control character/],
  ["a\nb", /control character/],
  ["a\u009bb", /control character/],
  ["", /names no file/],
  ["./", /names no file/],
  ["a/", /is a folder/],
  ["a/.", /is a folder/],
])("%j is refused", (path, why) => {
  expect(normalisePath(path)).toMatchObject({
    ok: false,
    fault: { kind: "path", detail: expect.stringMatching(why) },
  });
});

test("folders above a path", () => {
  expect(foldersOf("a/b/c")).toEqual(["a", "a/b"]);
  expect(foldersOf("a")).toEqual([]);
});

/** Paths as an attacker would write them: names, dots, slashes and odd characters in any order. */
const parts = fc.oneof(
  fc.constantFrom(
    "..",
    ".",
    "/",
    "//",
    "\\",
    "C:",
    "~",
    "%2e%2e",
    "\u0000",
    "\u2024\u2024",
    "a",
    "é",
    "\ud800",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const paths = fc.array(parts, { maxLength: 12 }).map((all) => all.join(""));

test("whatever a path is, it stays in its folder and has one spelling, or is refused in words", () => {
  const property = fc.property(paths, (path) => {
    const normal = normalisePath(path);
    if (!normal.ok) {
      expect(normal.fault.kind).toBe("path");
      expect(normal.fault.detail).toMatch(/\.$/);
      return;
    }
    const { value } = normal;
    const names = value.split("/");
    expect(names.filter((name) => ["", ".", ".."].includes(name))).toEqual([]);
    expect(value).toBe(posix.normalize(path));
    expect(posix.resolve("/context", value)).toBe(`/context/${value}`);
    expect(normalisePath(value)).toEqual(normal);
    expect(new TextDecoder().decode(new TextEncoder().encode(value))).toBe(value);
  });
  fc.assert(property, { numRuns: 2000 });
});

test("what leaves the folder is always refused", () => {
  const property = fc.property(paths, (path) => {
    const left = posix.relative("/a/b", posix.resolve("/a/b", path));
    if (left.startsWith("../") || left === "..") expect(normalisePath(path).ok).toBe(false);
  });
  fc.assert(property, { numRuns: 2000 });
});
