import { expect, test } from "vitest";
import { expand } from "./expand";

const values = new Map([
  ["V", "14"],
  ["EMPTY", ""],
]);

test.each([
  ["node:14", "node:14", []],
  ["node:$V", "node:14", []],
  [`node:\${V}-alpine`, "node:14-alpine", []],
  [`node:\${W:-16}`, "node:16", []],
  [`node:\${W-16}`, "node:16", []],
  [`node:\${EMPTY:-16}`, "node:16", []],
  [`node:\${V:+18}`, "node:18", []],
  [`node\${W:+:18}`, "node", []],
  ["node:$W", "node:$W", ["W"]],
  [`$W/\${X}`, `$W/\${X}`, ["W", "X"]],
  [`node:\${V#1}`, `node:\${V#1}`, ["V"]],
])("%s becomes %s", (text, expected, missing) => {
  expect(expand(text, values)).toEqual({ text: expected, missing });
});

test("variables that double each other stop growing, and the engine decides", () => {
  const doubled = new Map([["A", "x".repeat(3000)]]);
  expect(expand("$A", doubled).missing).toEqual([]);
  expect(expand("$A$A", doubled)).toEqual({ text: `${"x".repeat(3000)}$A`, missing: ["A"] });
});
