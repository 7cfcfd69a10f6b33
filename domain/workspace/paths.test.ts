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
