import { expect, test } from "vitest";
import { nearest } from "./nearest";

test.each([
  ["bulider", ["builder", "deps"], "builder"],
  ["RUNN", ["RUN", "COPY"], "RUN"],
  ["FORM", ["FROM", "RUN"], "FROM"],
  ["builder", ["builder"], null],
  ["nginx", ["builder", "deps"], null],
  ["a", [], null],
  ["x".repeat(128), ["x".repeat(127)], "x".repeat(127)],
  ["x".repeat(129), ["x".repeat(128)], null],
])("%s among %j is %s", (word, words, expected) => {
  expect(nearest(word, words)).toBe(expected);
});
