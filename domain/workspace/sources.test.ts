import fc from "fast-check";
import { expect, test } from "vitest";
import { takes } from "./sources";

test.each([
  [["."], "a/b.js", true],
  [["./"], "a/b.js", true],
  [["package*.json"], "package-lock.json", true],
  [["package*.json"], "app/package.json", false],
  [["src"], "src/deep/a.js", true],
  [["./src/"], "src/a.js", true],
  [["src"], "srcs/a.js", false],
  [["/src"], "src/a.js", true],
  [["src/*"], "src/deep/a.js", true],
  [["*.js"], "src/a.js", false],
  [["a?.js"], "ab.js", true],
  [["[a-c].js"], "b.js", true],
  [["[^a-c].js"], "b.js", false],
  [["a.js"], "axjs", false],
  [["a\\*.js"], "a*.js", true],
  [["a\\*.js"], "ab.js", false],
  [["$DIR/a.js"], "lib/a.js", true],
  [[`\${DIR:-x}/a.js`], "lib/b.js", false],
  [["a.js", "b.js"], "b.js", true],
  [["*/"], "src/a.js", true],
  [["a+(b){c}.js"], "a+(b){c}.js", true],
  [["[a"], "[a", true],
] as const)("the sources %j and %s: %s", (sources, path, taken) => {
  expect(takes(sources, path)).toBe(taken);
});

test("whatever is written as a source, the question has an answer", () => {
  const strange = fc.string({ unit: fc.constantFrom(..."ab/[]^*?\\{$}-.|()+é💥") });
  fc.assert(fc.property(strange, fc.string(), (source, path) => void takes([source], path)));
});
