import { expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import { contextOf } from "../workspace/context";
import { inputsOf } from "./inputs";
import { buildRequest } from "./request";
import { type Before, reuseOf } from "./reused";
import { untold } from "./translate";
import { tellVertexes } from "./vertexes";

const text = "FROM node:14\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\n";

function now(more: object = {}) {
  const files = { Dockerfile: text, "package.json": "{}" };
  const request = buildRequest.parse({ files, ...more });
  const context = contextOf(request);
  if (!context.ok) throw new Error(context.fault.detail);
  return { inputs: inputsOf(request, context.value, (value) => value), images: new Map() };
}

const names = [
  "[1/4] FROM docker.io/library/node:14",
  "[2/4] WORKDIR /app",
  "[3/4] COPY package.json ./",
  "[4/4] RUN npm install",
];

/** Vertexes of which the first `cached` came from the cache, and of which so many were told. */
function vertexes(cached: number, told = names.length) {
  const news = names.slice(0, told).map((name, place) => ({
    digest: name,
    inputs: [],
    name,
    cached: place < cached,
    started: "2026-01-01T00:00:00Z",
    completed: "2026-01-01T00:00:01Z",
  }));
  return tellVertexes(untold(outlineOf(text).stages), news, []).vertexes.values();
}

const reasons = (before: Before | null, cached: number, more: object = {}, told?: number) =>
  reuseOf(now(more), before, vertexes(cached, told)).map(({ line, reason }) => [line, reason?.why]);
const before = (...done: number[]): Before => ({ ...now(), done: new Set(done) });

test("what the engine took from the cache is reused, whatever changed", () => {
  const other = { files: { Dockerfile: text, "package.json": "[]" } };
  expect(reasons(before(2, 3, 4), 4, other)).toEqual([
    [2, undefined],
    [3, undefined],
    [4, undefined],
  ]);
});

test("a first build has no build before it", () => {
  expect(reasons(null, 2)).toEqual([
    [2, undefined],
    [3, "first"],
    [4, "first"],
  ]);
});

test("a build that was asked for without the cache says so of each", () => {
  expect(reasons(before(2, 3, 4), 1, { noCache: true })).toEqual([
    [2, "no-cache"],
    [3, "no-cache"],
    [4, "no-cache"],
  ]);
});

test("what is the same as before and not reused is gone from the cache", () => {
  expect(reasons(before(2, 3, 4), 3)).toContainEqual([4, "cleared"]);
});

test("what the build before did not get to is not called gone", () => {
  expect(reasons(before(2, 3), 3)).toContainEqual([4, "unreached"]);
});

test("of a build that failed, only what was begun is told", () => {
  expect(reasons(null, 2, {}, 3).map(([line]) => line)).toEqual([2, 3]);
});
