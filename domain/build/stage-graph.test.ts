import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BuildEventBody, buildEvent } from "./events";
import type { Failure } from "./failure";
import { fold, noProgress, type Progress } from "./fold";
import type { BuildResult } from "./result";
import { stageGraph } from "./stage-graph";
import type { StageLook } from "./stage-look";

const text = `ARG NODE=14
FROM node:\${NODE} AS builder
WORKDIR /app
RUN npm install

FROM node:14-alpine AS base
RUN adduser app
FROM scratch AS docs
COPY docs /
FROM base
WORKDIR /app
COPY --from=builder /app .
COPY --from=nginx:alpine /etc/nginx /etc/nginx
RUN --mount=type=bind,from=builder,target=/b cp /b/x .
`;
const file = { text };
const midnight = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(midnight + seconds * 1000).toISOString();

/** The progress after events that came a second apart, the build's start first. */
function progressOf(...bodies: BuildEventBody[]): Progress {
  return [{ type: "started", limits: [] } as const, ...bodies]
    .map((body, seq) => buildEvent.parse({ ...body, build: "b", seq: seq + 1, at: at(seq) }))
    .reduce(fold, noProgress);
}

function vertex(
  line: number,
  state: Progress["vertexes"][number]["state"],
  seconds?: [number, number?],
): BuildEventBody {
  const [from, to] = seconds ?? [];
  return {
    type: "vertex",
    id: `line ${line}`,
    stage: "as the engine says",
    instruction: `instruction ${line}`,
    line,
    state,
    inputs: [],
    ...(from === undefined ? {} : { startedAt: at(from) }),
    ...(to === undefined ? {} : { endedAt: at(to) }),
  };
}

const layer = (line: number, bytes: number) => ({
  diffId: `sha256:${line}`,
  instruction: "",
  line,
  bytes,
  shared: false,
});
const result: BuildResult = {
  image: {
    id: "sha256:1",
    unpackedBytes: 105,
    layers: [layer(12, 2_415_806), layer(13, 7)],
    config: { cmd: [], user: "", exposedPorts: [] },
  },
  stages: [
    { name: "builder", base: "node:14", shipped: false, skipped: false },
    { name: "base", base: "node:14-alpine", shipped: false, skipped: false },
    { name: "docs", base: "scratch", shipped: false, skipped: true },
    { name: "3", base: "base", unpackedBytes: 105, shipped: true, skipped: false },
  ],
  baseImages: [],
  durationMs: 1,
  cachedSteps: 0,
  totalSteps: 1,
  checks: [],
  warnings: [],
};

const nodesOf = (progress: Progress | null, now = 0) =>
  stageGraph(file, progress, midnight + now * 1000)?.nodes ?? [];

describe("the stages", () => {
  test("stand in the Dockerfile's order with what they start from and what becomes of them", () => {
    expect(nodesOf(null)).toMatchObject([
      { name: "builder", base: "node:14", line: 2, fate: "discarded", state: "waiting", rank: 0 },
      { name: "base", base: "node:14-alpine", line: 6, fate: "inside", rank: 0 },
      { name: "docs", base: "scratch", line: 8, fate: "skipped", state: "skipped" },
      { name: "3", base: "base", line: 10, fate: "final", rank: 1 },
    ]);
  });

  test("are those of the target, where there is one", () => {
    const graph = stageGraph({ text, target: "docs" }, null, 0);
    expect(graph?.nodes.map(({ fate }) => fate)).toEqual([
      "skipped",
      "skipped",
      "final",
      "skipped",
    ]);
    expect(graph?.edges).toEqual([]);
    expect(graph?.images).toEqual([]);
  });

  test("take the build arguments", () => {
    const graph = stageGraph({ text, buildArgs: { NODE: "22" } }, null, 0);
    expect(graph?.nodes[0]?.base).toBe("node:22");
  });

  test.each([
    ["a file without a stage", ""],
    ["a file that is none", "\0\n}{ RUN"],
  ])("of %s are no graph", (_, nonsense) => {
    expect(stageGraph({ text: nonsense }, null, 0)).toBeNull();
  });

  test("of a build whose target is not there are no graph", () => {
    expect(stageGraph({ text, target: "nope" }, null, 0)).toBeNull();
  });
});

describe("the edges", () => {
  test("are bases, copies and mounts with their lines, from stages and from images", () => {
    const graph = stageGraph(file, null, 0);
    expect(graph?.edges).toEqual([
      { from: { stage: 1 }, to: 3, kind: "base", line: 10 },
      { from: { stage: 0 }, to: 3, kind: "copy", line: 12 },
      { from: { image: "nginx:alpine" }, to: 3, kind: "copy", line: 13 },
      { from: { stage: 0 }, to: 3, kind: "mount", line: 14 },
    ]);
    expect(graph?.images).toEqual(["nginx:alpine"]);
  });

  test("carry the bytes of the layer that the copy made", () => {
    const graph = stageGraph(file, progressOf({ type: "finished", result }), 0);
    expect(graph?.edges.map(({ bytes }) => bytes)).toEqual([undefined, 2_415_806, 7, undefined]);
  });

  test("into a discarded stage carry the bytes that a look at it found", () => {
    const chain =
      "FROM a AS one\nFROM a AS two\nCOPY --from=one /x /x\nFROM a\nCOPY --from=two /x /x";
    const layers = [layer(3, 33)];
    const look: StageLook = { index: 1, name: "two", state: "measured", layers };
    const graph = stageGraph({ text: chain }, null, 0, [look]);
    expect(graph?.edges.map(({ bytes }) => bytes)).toEqual([33, undefined]);
  });

  test("lead from a lower rank to a higher, however many stages there are", () => {
    const stages = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    });
    const property = fc.property(stages, (all) => {
      const lines = all.flatMap(([base, copied, copies], index) => [
        `FROM ${index === 0 ? "a" : `s${base % index}`} AS s${index}`,
        ...(copies && index > 0 ? [`COPY --from=s${copied % index} / /`] : []),
      ]);
      const graph = stageGraph({ text: lines.join("\n") }, null, 0);
      expect(graph?.nodes).toHaveLength(all.length);
      for (const { from, to } of graph?.edges ?? []) {
        const below = "stage" in from ? graph?.nodes[from.stage]?.rank : -1;
        expect(below).toBeLessThan(graph?.nodes[to]?.rank ?? -1);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });
});

describe("a stage's state", () => {
  const waiting = [vertex(2, "waiting"), vertex(3, "waiting"), vertex(4, "waiting")];
  test.each([
    ["waits before anything of it began", waiting, "waiting"],
    ["runs while an instruction runs", [...waiting, vertex(4, "running", [0])], "running"],
    [
      "waits between its instructions, e.g. for another stage",
      [vertex(2, "done", [0, 1]), vertex(3, "waiting")],
      "waiting",
    ],
    [
      "is done",
      [vertex(2, "done", [0, 1]), vertex(3, "cached"), vertex(4, "done", [1, 2])],
      "done",
    ],
    [
      "is cached where every instruction was, whatever the base took",
      [vertex(2, "done", [0, 1]), vertex(3, "cached"), vertex(4, "cached")],
      "cached",
    ],
    ["is done where it is a base alone", [vertex(2, "cached")], "done"],
    ["failed", [vertex(3, "cached"), vertex(4, "failed", [0, 1])], "failed"],
  ] as const)("%s", (_, bodies, state) => {
    expect(nodesOf(progressOf(...bodies))[0]?.state).toBe(state);
  });

  test("failed where the build ran into a limit in it, and is canceled where it did not come to its end", () => {
    const failure: Failure = { kind: "limit", message: "", line: 4, logTail: [] };
    const progress = progressOf(...waiting, vertex(4, "running", [0]), { type: "failed", failure });
    expect(nodesOf(progress).map(({ state }) => state)).toEqual([
      "failed",
      "canceled",
      "skipped",
      "canceled",
    ]);
  });

  test("is done, once the build is, where no instruction of it made a layer", () => {
    const nodes = nodesOf(progressOf({ type: "finished", result }));
    expect(nodes.map(({ state }) => state)).toEqual(["done", "done", "skipped", "done"]);
  });

  test("counts its steps and its own time so far, not its wait for other stages", () => {
    const progress = progressOf(
      vertex(2, "done", [0, 1]),
      vertex(3, "cached"),
      vertex(4, "running", [10]),
    );
    expect(nodesOf(progress, 12)[0]).toMatchObject({
      durationMs: 3000,
      steps: { done: 1, cached: 1, total: 2 },
    });
  });
});

describe("a stage's weight", () => {
  test("is the image's where it is final, and a look's where it was discarded", () => {
    const looks = [
      { index: 0, name: "builder", state: "measured", unpackedBytes: 1_024_736_439 },
      { index: 1, name: "base", state: "pending" },
    ] as const;
    const graph = stageGraph(file, progressOf({ type: "finished", result }), 0, looks);
    expect(graph?.nodes.map(({ unpackedBytes }) => unpackedBytes)).toEqual([
      1_024_736_439,
      undefined,
      undefined,
      105,
    ]);
  });
});
