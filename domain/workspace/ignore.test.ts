import { describe, expect, test } from "vitest";
import { withoutIgnored } from "./ignore";

const names = [
  "Dockerfile",
  ".dockerignore",
  "a.js",
  "a.log",
  "b.log",
  "logs/a.log",
  "node_modules/x/index.js",
  "src/a.js",
  "src/deep/er/a.log",
  "[x].js",
];
const left = (ignore: string, more: Record<string, string> = {}) => {
  const files = new Map(names.map((name): [string, string] => [name, ""]));
  files.set(".dockerignore", ignore);
  for (const [path, text] of Object.entries(more)) files.set(path, text);
  return [...withoutIgnored(files, "Dockerfile").keys()];
};
const gone = (ignore: string) => names.filter((name) => !left(ignore).includes(name));

describe("a .dockerignore with", () => {
  test.each([
    ["", []],
    ["# a.js\n\n  \n", []],
    ["a.js", ["a.js"]],
    ["/a.js", ["a.js"]],
    ["./src/../a.js\r", ["a.js"]],
    ["node_modules", ["node_modules/x/index.js"]],
    ["node_modules/", ["node_modules/x/index.js"]],
    ["*.log", ["a.log", "b.log"]],
    ["?.log", ["a.log", "b.log"]],
    ["[a].log", ["a.log"]],
    ["[^a].log", ["b.log"]],
    ["\\[x\\].js", ["[x].js"]],
    ["**/*.log", ["a.log", "b.log", "logs/a.log", "src/deep/er/a.log"]],
    ["src/**", ["src/a.js", "src/deep/er/a.log"]],
    ["src/**/a.log", ["src/deep/er/a.log"]],
    ["**/*.log\n!a.log", ["b.log", "logs/a.log", "src/deep/er/a.log"]],
    ["!a.log\n*.log", ["a.log", "b.log"]],
    ["src\n!src/a.js", ["src/deep/er/a.log"]],
    [".dockerignore", [".dockerignore"]],
  ])("%j leaves out %j", (ignore, expected) => {
    expect(gone(ignore)).toEqual(expected);
  });
});

test("the Dockerfile always goes along", () => {
  expect(left("*")).toEqual(["Dockerfile"]);
});

test("the Dockerfile's own ignore file goes first", () => {
  expect(left("*", { "Dockerfile.dockerignore": "a.js" })).toContain("a.log");
});

test("without an ignore file nothing is left out", () => {
  const files = new Map([["Dockerfile", ""]]);
  expect(withoutIgnored(files, "Dockerfile")).toBe(files);
});
