import { describe, expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import type { BuildEventBody } from "./events";
import type { SolveMessage, SolveVertex } from "./solve";
import { settle, translate, untold } from "./translate";

const { stages } = outlineOf("FROM node:14 AS builder\nRUN npm install\nFROM node:14-alpine\n");
const t = (second: number) => `2026-01-01T00:00:0${second}Z`;
const npm: SolveVertex = {
  digest: "sha256:1",
  inputs: ["sha256:0"],
  name: "[builder 2/2] RUN npm install",
  cached: false,
};
const encode = (text: string) => new TextEncoder().encode(text);

function tell(...messages: Partial<SolveMessage>[]) {
  const told: BuildEventBody[] = [];
  let state = untold(stages);
  for (const message of messages) {
    const empty = { vertexes: [], statuses: [], logs: [], warnings: [] };
    const { after, bodies } = translate(state, { ...empty, ...message });
    state = after;
    told.push(...bodies);
  }
  return { told, state };
}

describe("a vertex", () => {
  test("is told when it changes, and only then", () => {
    const { told } = tell(
      { vertexes: [npm] },
      { vertexes: [npm] },
      { vertexes: [{ ...npm, started: t(1) }] },
      { vertexes: [{ ...npm, started: t(1) }] },
      { vertexes: [{ ...npm, started: t(1), completed: t(2) }] },
    );
    expect(told.map((body) => body.type === "vertex" && body.state)).toEqual([
      "waiting",
      "running",
      "done",
    ]);
    expect(told[2]).toEqual({
      type: "vertex",
      id: "sha256:1",
      stage: "builder",
      instruction: "RUN npm install",
      line: 2,
      state: "done",
      startedAt: t(1),
      endedAt: t(2),
      inputs: ["sha256:0"],
    });
  });

  test.each([
    [{ cached: true, started: t(1), completed: t(1) }, "cached"],
    [{ started: t(1), completed: t(2), error: "exit code: 1" }, "failed"],
    [{ started: t(1), completed: t(2), error: "context canceled: context canceled" }, "canceled"],
  ])("%j is %s", (more, state) => {
    expect(tell({ vertexes: [{ ...npm, ...more }] }).told).toMatchObject([{ state }]);
  });

  test("of the engine's own has no stage and no line", () => {
    const { told } = tell({ vertexes: [{ ...npm, name: "[internal] load build context" }] });
    expect(told).toMatchObject([{ stage: "", instruction: "load build context" }]);
    expect(told[0]).not.toHaveProperty("line");
  });
});

describe("a log", () => {
  const log = (data: Uint8Array, stream: 1 | 2 = 1) => ({
    logs: [{ vertex: "v", stream, data }],
  });

  test("keeps a character that comes in two parts, whatever the other stream says", () => {
    const bytes = encode("a€b");
    const { told, state } = tell(
      log(bytes.subarray(0, 2)),
      log(encode("!"), 2),
      log(bytes.subarray(2)),
    );
    expect(told).toEqual([
      { type: "log", vertex: "v", stream: "stdout", text: "a" },
      { type: "log", vertex: "v", stream: "stderr", text: "!" },
      { type: "log", vertex: "v", stream: "stdout", text: "€b" },
    ]);
    expect(state.logBytes).toBe(6);
    expect(state.tails.get("v")).toBe("a!€b");
  });

  test("keeps only the end of a long output in mind", () => {
    const { state } = tell(log(encode("x".repeat(20_000))), log(encode("end")));
    expect(state.tails.get("v")?.length).toBe(8192);
    expect(state.tails.get("v")).toMatch(/xend$/);
  });
});

describe("a transfer", () => {
  const at = (current: number, total: number, completed?: string) => ({
    statuses: [
      {
        id: "transferring",
        vertex: "v",
        name: "",
        current,
        total,
        ...(completed ? { completed } : {}),
      },
    ],
  });
  const told = (...steps: ReturnType<typeof at>[]) =>
    tell(...steps).told.map((body) => body.type === "transfer" && body.current);

  test("is told at its start, at every 5 %, and at its end", () => {
    expect(
      told(at(0, 100), at(2, 100), at(5, 100), at(6, 100), at(6, 100, t(1)), at(6, 100, t(1))),
    ).toEqual([0, 5, 6]);
  });

  test("of unknown length is told every MiB", () => {
    const MiB = 1024 * 1024;
    expect(told(at(1, 0), at(MiB, 0), at(MiB + 1, 0))).toEqual([1, MiB + 1]);
  });

  test("moves bytes: what has none is not told", () => {
    expect(told(at(0, 0), at(0, 0, t(1)))).toEqual([]);
  });

  test("shows no digest", () => {
    const layer = (id: string) => ({ id, vertex: "v", name: "", current: 0, total: 1 });
    const { told } = tell({
      statuses: [layer(`sha256:${"a".repeat(64)}`), layer(`extracting sha256:${"b".repeat(64)}`)],
    });
    expect(told).toMatchObject([{ name: "layer 1" }, { name: "extracting layer 2" }]);
  });
});

test("a warning is told once, its rule, words and line apart", () => {
  const warning = {
    short: "JSONArgsRecommended: JSON arguments recommended for CMD (line 8)",
    detail: [],
    url: "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
    lines: [{ start: 8, end: 8 }],
  };
  const { told, state } = tell({ warnings: [warning] }, { warnings: [warning] });
  expect(told).toEqual([
    {
      type: "warning",
      rule: "JSONArgsRecommended",
      line: 8,
      message: "JSON arguments recommended for CMD",
      url: warning.url,
    },
  ]);
  expect(state.warnings).toHaveLength(1);
});

describe("what a neighbour's build does for this one", () => {
  const theirs: SolveVertex = { ...npm, digest: "sha256:9", name: "[deps 4/7] RUN npm install" };

  test("is told of the instruction that waits for it here, output and all", () => {
    const { told } = tell(
      { vertexes: [npm] },
      { vertexes: [{ ...theirs, started: t(1) }] },
      {
        logs: [{ vertex: "sha256:9", stream: 1, data: encode("added 57 packages") }],
      },
      { vertexes: [{ ...theirs, started: t(1), completed: t(3) }] },
    );
    expect(told.map((body) => ("id" in body ? body.id : "vertex" in body && body.vertex))).toEqual(
      Array(4).fill("sha256:1"),
    );
    expect(told.at(-1)).toMatchObject({ line: 2, state: "done", inputs: ["sha256:0"] });
  });

  test("is not taken for an instruction that has begun here", () => {
    const { told } = tell(
      { vertexes: [{ ...npm, started: t(1) }] },
      { vertexes: [{ ...theirs, started: t(1) }] },
    );
    expect(told.at(-1)).toMatchObject({ id: "sha256:9", stage: "" });
  });

  test("and was never told counts as cached once the build has succeeded", () => {
    const { state } = tell({ vertexes: [npm] });
    const { after, bodies } = settle(state);
    expect(bodies).toMatchObject([{ id: "sha256:1", state: "cached" }]);
    expect(settle(after).bodies).toEqual([]);
  });
});
