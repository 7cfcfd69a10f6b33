import fc from "fast-check";
import { expect, test } from "vitest";
import { fileChanges } from "./file-changes";

test("only files that the sources take count", () => {
  const before = { "package.json": "1", "index.js": "1" };
  const after = { "package.json": "1", "index.js": "2" };
  expect(fileChanges(["package*.json"], before, after)).toEqual([]);
  expect(fileChanges(["."], before, after)).toEqual([{ path: "index.js", change: "changed" }]);
});

test("a file that goes while one of the same text comes was renamed, each once", () => {
  expect(fileChanges(["."], { a: "1", b: "2" }, { c: "1", d: "1" })).toEqual([
    { path: "b", change: "removed" },
    { path: "c", change: "renamed", from: "a" },
    { path: "d", change: "added" },
  ]);
});

const files = fc.dictionary(fc.constantFrom(..."abcdef"), fc.constantFrom("1", "2", "3"));

test("the changes make of the files before the names of those after", () => {
  fc.assert(
    fc.property(files, files, (before, after) => {
      const names = new Set(Object.keys(before));
      for (const { path, change, from } of fileChanges(["."], before, after)) {
        if (change === "removed") names.delete(path);
        if (from !== undefined) names.delete(from);
        if (change === "added" || change === "renamed") names.add(path);
      }
      expect([...names].sort()).toEqual(Object.keys(after).sort());
    }),
  );
});
