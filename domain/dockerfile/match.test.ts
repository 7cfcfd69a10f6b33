import { describe, expect, test } from "vitest";
import { matchVertex } from "./match";
import { outlineOf } from "./stages";

const { stages } = outlineOf(`FROM node:14 AS Builder
WORKDIR /app
COPY package*.json ./
ENV A=b
RUN npm install \\
  --loglevel=\${A}
COPY . .
FROM node:14-alpine
WORKDIR /app
COPY --from=builder /app .
CMD ["node"]
FROM builder AS test
RUN npm test
`);

describe("a build of several stages", () => {
  test.each([
    [
      "[builder 1/5] FROM docker.io/library/node:14@sha256:00",
      "Builder",
      1,
      "FROM node:14 AS Builder",
    ],
    ["[builder 2/5] WORKDIR /app", "Builder", 2, "WORKDIR /app"],
    [
      "[builder 4/5] RUN npm install   --loglevel=b",
      "Builder",
      5,
      `RUN npm install --loglevel=\${A}`,
    ],
    ["[builder 5/5] COPY . .", "Builder", 7, "COPY . ."],
    ["[stage-1 1/3] FROM docker.io/library/node:14-alpine", "1", 8, "FROM node:14-alpine"],
    ["[stage-1 3/3] COPY --from=builder /app .", "1", 10, "COPY --from=builder /app ."],
    ["[test 1/1] RUN npm test", "test", 13, "RUN npm test"],
    ["[linux/amd64 test 1/1] RUN npm test", "test", 13, "RUN npm test"],
    ["[linux/arm64->amd64 test  1/1] RUN npm test", "test", 13, "RUN npm test"],
  ])("%s", (name, stage, line, instruction) => {
    expect(matchVertex(name, stages)).toMatchObject({ stage, line, instruction });
  });

  test("numbers that a base image's triggers have shifted", () => {
    expect(matchVertex("[test 2/2] RUN npm test", stages)).toMatchObject({ line: 13 });
    expect(matchVertex("[test 1/2] COPY . /trigger", stages)).toEqual({
      stage: "test",
      instruction: "COPY . /trigger",
    });
  });
});

describe("a vertex that a neighbour named, because both builds share it", () => {
  const simple = outlineOf(
    "FROM node:14\n\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install",
  ).stages;

  test.each([
    ["[builder 1/5] FROM docker.io/library/node:14@sha256:00", 1],
    ["[builder 2/5] WORKDIR /app", 3],
    ["[builder 3/5] COPY package*.json ./", 4],
    ["[builder 4/5] RUN npm install", 5],
  ])("%s is found by its words", (name, line) => {
    expect(matchVertex(name, simple)).toMatchObject({ stage: "0", line });
  });

  test("the other way round, too", () => {
    expect(matchVertex("[2/4] WORKDIR /app", stages)).toMatchObject({ stage: "Builder", line: 2 });
    expect(matchVertex("[2/4] WORKDIR /app", stages, new Set([2]))).toMatchObject({
      stage: "1",
      line: 9,
    });
  });

  test("a stage of the same name on another base is not taken for it", () => {
    const other = outlineOf("FROM node:14 AS deps\nFROM node:14-alpine AS builder\n").stages;
    expect(matchVertex("[builder 1/1] FROM docker.io/library/node:14", other)).toMatchObject({
      stage: "deps",
      line: 1,
    });
  });

  test("words that are nowhere in this Dockerfile stay without a line", () => {
    expect(matchVertex("[x 2/9] RUN make", simple)).toEqual({ stage: "", instruction: "RUN make" });
  });
});

describe("a build of one stage", () => {
  const one = outlineOf("FROM node:14\nWORKDIR /\nCOPY . .").stages;
  const ten = outlineOf(`FROM scratch\n${"COPY a b\n".repeat(10)}`).stages;

  test("has no stage's name", () => {
    expect(matchVertex("[3/3] COPY . .", one)).toMatchObject({ stage: "0", line: 3 });
  });

  test("scratch is not counted, and places are padded", () => {
    expect(matchVertex("[ 2/10] COPY a b", ten)).toMatchObject({ stage: "0", line: 3 });
  });

  test("with a name", () => {
    const named = outlineOf("FROM node:14 AS a\nCOPY . .").stages;
    expect(matchVertex("[a 2/2] COPY . .", named)).toMatchObject({ stage: "a", line: 2 });
  });
});

test.each([
  ["[internal] load build context", "load build context"],
  [
    "[internal] load metadata for docker.io/library/node:14",
    "load metadata for docker.io/library/node:14",
  ],
  ["[internal] load remote build context", "load build context"],
  ["copy /context /", "unpack build context"],
  ["exporting to image", "exporting to image"],
  ["https://example.com/x", "https://example.com/x"],
  ["[nosuch 1/2] RUN x", "RUN x"],
])("the engine's own work: %s", (name, instruction) => {
  expect(matchVertex(name, stages)).toEqual({ stage: "", instruction });
});
