import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../limits";
import { contextOf } from "./context";
import { foldersOf } from "./paths";

const good = { Dockerfile: "FROM scratch", "./src//a.js": "1" };

test("normalises the paths and keeps the text", () => {
  const context = contextOf({ files: good, dockerfile: "./Dockerfile" });
  expect(context).toEqual({
    ok: true,
    value: {
      files: new Map([
        ["Dockerfile", "FROM scratch"],
        ["src/a.js", "1"],
      ]),
      dockerfile: "Dockerfile",
    },
  });
});

describe("a context is refused where", () => {
  const many = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, text]));
  const { contextFiles, fileBytes, pathLength, dockerfileBytes } = limits;

  test.each([
    ["it has too many files", many(contextFiles.value + 1, ""), "contextFiles"],
    ["a file is too large", { a: "é".repeat(fileBytes.value / 2 + 1) }, "fileBytes"],
    ["all files are too large", many(5, "x".repeat(fileBytes.value)), "contextBytes"],
    ["a path is too long", { [`${"a/".repeat(pathLength.value / 2)}xx`]: "" }, "pathLength"],
    ["a path is too long in UTF-8", { ["é".repeat(pathLength.value / 2 + 1)]: "" }, "pathLength"],
    [
      "the Dockerfile is too large",
      { Dockerfile: "#".repeat(dockerfileBytes.value + 1) },
      "dockerfileBytes",
    ],
  ])("%s", (_, files, name) => {
    const fault = { kind: "limit", limit: { name, value: limits[name as "fileBytes"].value } };
    expect(contextOf({ files: { ...good, ...files }, dockerfile: "Dockerfile" })).toMatchObject({
      ok: false,
      fault,
    });
  });

  test.each([
    ["a path leaves it", { "../a": "" }, "path", /leaves/],
    ["two paths are one", { a: "", "./a": "" }, "path", /twice/],
    [
      "a file is also a folder",
      { a: "", "a/b/c": "" },
      "path",
      /`a` is a file, and a folder with `a\/b\/c`/,
    ],
    [
      "there is no Dockerfile",
      { Dockerfile: undefined },
      "dockerfile",
      /no file named `Dockerfile`/,
    ],
  ])("%s", (_, more, kind, detail) => {
    const files = JSON.parse(JSON.stringify({ ...good, ...more }));
    expect(contextOf({ files, dockerfile: "Dockerfile" })).toMatchObject({
      ok: false,
      fault: { kind, detail: expect.stringMatching(detail) },
    });
  });

  test("the Dockerfile's own name leaves it", () => {
    expect(contextOf({ files: good, dockerfile: "../Dockerfile" })).toMatchObject({
      ok: false,
      fault: { kind: "path" },
    });
  });
});

test("what is exactly at a limit passes", () => {
  const files = { ...good, a: "x".repeat(limits.fileBytes.value) };
  expect(contextOf({ files, dockerfile: "Dockerfile" }).ok).toBe(true);
});

test("a file named __proto__ is a file like any other", () => {
  const files = JSON.parse('{"Dockerfile":"FROM scratch","__proto__":"x"}');
  const context = contextOf({ files, dockerfile: "Dockerfile" });
  expect(context.ok && context.value.files.get("__proto__")).toBe("x");
});

test("whatever the files are, the context keeps every rule or names the one that is broken", () => {
  const name = fc.oneof(
    fc.array(fc.constantFrom("a", "b", "/", ".", "..", "__proto__", "Dockerfile", "é"), {
      maxLength: 6,
    }),
    fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 2 }),
  );
  const files = fc.dictionary(
    name.map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
    { noNullPrototype: false },
  );
  const property = fc.property(files, (some) => {
    const context = contextOf({
      files: { ...some, Dockerfile: "FROM scratch" },
      dockerfile: "Dockerfile",
    });
    if (!context.ok) {
      expect(context.fault.detail).toMatch(/\.$/);
      return;
    }
    const paths = [...context.value.files.keys()];
    expect(paths.length).toBeLessThanOrEqual(limits.contextFiles.value);
    for (const path of paths) {
      expect(foldersOf(path).filter((folder) => paths.includes(folder))).toEqual([]);
      expect(new TextEncoder().encode(path).length).toBeLessThanOrEqual(limits.pathLength.value);
    }
  });
  fc.assert(property, { numRuns: 1000 });
});
