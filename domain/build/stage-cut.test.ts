import { expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import type { Failure } from "./failure";
import { buildRequest } from "./request";
import { cutRequest, cutsOf } from "./stage-cut";

const text = `# syntax=docker/dockerfile:1
ARG NODE=14
FROM node:\${NODE} AS builder
COPY . .
RUN npm install \\
  && npm test

FROM node:14 AS docs
RUN npm run docs

FROM builder AS pruned
RUN npm prune

FROM node:14-alpine
COPY --from=pruned /app .
`;
const request = (more: object = {}) =>
  buildRequest.parse({ files: { Dockerfile: text, "a.js": "a" }, noCache: true, ...more });
const failedAt = (line: number | undefined, kind: Failure["kind"] = "instruction") => ({
  status: "failed" as const,
  failure: { kind, message: "", line, logTail: [] },
});

test("a build that finished can be looked into at every stage that it needed but the last", () => {
  expect(cutsOf(request(), { status: "finished" })).toEqual([
    { index: 0, name: "builder", before: 8 },
    { index: 2, name: "pruned", before: 14 },
  ]);
  expect(cutsOf(request({ target: "builder" }), { status: "finished" })).toEqual([]);
});

test("one that failed can be looked into before the instruction that failed, wherever that is said to be", () => {
  const cut = { index: 0, name: "builder", before: 5 };
  expect(cutsOf(request(), failedAt(5))).toEqual([cut]);
  expect(cutsOf(request(), failedAt(6))).toEqual([cut]);
  expect(cutsOf(request(), failedAt(9, "limit"))).toEqual([{ index: 1, name: "docs", before: 9 }]);
});

test.each([
  ["failed at a FROM", failedAt(3)],
  ["failed nowhere", failedAt(undefined)],
  ["could not be read", failedAt(5, "dockerfile")],
  ["was refused", failedAt(5, "refused")],
  ["we failed", failedAt(5, "platform")],
  ["was canceled", { status: "canceled" as const }],
  ["still runs", { status: "running" as const }],
])("one that %s can't be looked into", (_, build) => {
  expect(cutsOf(request(), build)).toEqual([]);
});

test("a stage is built again from the cache as the last of what is left, at the same lines", () => {
  const cut = cutRequest(request({ target: "pruned" }), { index: 0, name: "builder", before: 5 });
  expect(cut).toMatchObject({ target: null, noCache: false, dockerfile: "Dockerfile" });
  expect(cut.files["a.js"]).toBe("a");
  const { stages } = outlineOf(cut.files.Dockerfile ?? "");
  expect(stages).toMatchObject([
    { name: "builder", base: "node:14", instructions: [{ text: "COPY . .", line: 4 }] },
  ]);
});
