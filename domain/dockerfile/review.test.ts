import { describe, expect, test } from "vitest";
import { review } from "./review";
import { outlineOf } from "./stages";
import { syntaxOf } from "./syntax";

const catalogue = ["node:14", "node:14-alpine"];
const of = (text: string, target: string | null = null, images: string[] | null = catalogue) =>
  review({ outline: outlineOf(text), syntax: syntaxOf(text), target, catalogue: images });

describe("nothing to say about", () => {
  test.each([
    "FROM node:14",
    "# syntax=docker/dockerfile:1\nFROM node:14",
    "ARG V=14\nFROM docker.io/library/node:$V",
    "FROM scratch",
    "FROM node:$UNKNOWN",
    "FROM node:14 AS b\nFROM b\nCOPY --from=b /a /a",
    "FROM node:14\nCOPY --from=node:14-alpine /a /a",
    "FROM python AS unused\nFROM node:14",
    'FROM node:14\nRUN <<-"E O"\necho\nE O\nRUNN x',
    "from node:14\nrun x",
  ])("%j", (text) => {
    expect(of(text)).toBeNull();
  });
});

describe("wrong:", () => {
  test.each([
    ["", undefined, /has no `FROM`/],
    ["ARG V", 1, /has no `FROM`/],
    ["RUN x\nFROM node:14", 1, /`RUN` comes before the first `FROM`/],
    ["FORM node:14", 1, /`FORM` is not an instruction. Did you mean `FROM`\?/],
    ["FROM node:14\n\nRUNN x", 3, /`RUNN` is not an instruction. Did you mean `RUN`\?/],
    ["FROM node:14\n{", 2, /`\{` is not an instruction\.$/],
    ["FROM", 1, /names no image/],
  ])("%j", (text, line, detail) => {
    const fault = of(text);
    expect(fault).toMatchObject({ kind: "dockerfile", detail: expect.stringMatching(detail) });
    expect(fault?.line).toBe(line);
  });

  test("a target that is no stage", () => {
    const text = "FROM node:14 AS builder\nFROM node:14";
    expect(of(text, "bulider")?.detail).toBe(
      "No stage is named `bulider`. Did you mean `builder`?",
    );
    expect(of(text, "x")?.detail).toBe("No stage is named `x`. The stages are `builder`, `1`.");
    expect(of(text, "builder")).toBeNull();
  });
});

describe("refused:", () => {
  test.each([
    [
      "FROM python:3",
      1,
      /^`python:3` is not an image that the sandbox has\. The sandbox has `node:14`, `node:14-alpine`\.$/,
    ],
    ["FROM node:14-alpin", 1, /Did you mean `node:14-alpine`\?/],
    ["FROM node", 1, /^`node` is not/],
    ["ARG B=attacker/evil\nFROM $B", 2, /^`attacker\/evil` is not/],
    ["FROM ghcr.io/library/node:14", 1, /is not/],
    ["FROM node:14@sha256:00", 1, /is not/],
    [
      "FROM node:14 AS builder\nFROM node:14\nCOPY --from=bulider /a /a",
      3,
      /neither .*`builder`\?/,
    ],
    [
      "# syntax=attacker/x\nFROM node:14",
      1,
      /^`# syntax=attacker\/x` asks for a Dockerfile frontend/,
    ],
  ])("%j", (text, line, detail) => {
    expect(of(text)).toMatchObject({
      kind: "refused",
      line,
      detail: expect.stringMatching(detail),
    });
  });
});

test("before the sandbox is ready no image is refused", () => {
  expect(of("FROM python:3", null, null)).toBeNull();
});
