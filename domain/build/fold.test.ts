import { describe, expect, test } from "vitest";
import { type BuildEvent, type BuildEventBody, buildEvent } from "./events";
import { fold, isOver, noProgress, type Progress } from "./fold";
import { elapsed, stagesOf, totals } from "./fold-stages";
import type { BuildResult } from "./result";

const time = (seq: number) => new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString();

/** Numbers and dates the bodies as the journal does: event 3 is 3 s after midnight. */
const journal = (...bodies: BuildEventBody[]): BuildEvent[] =>
  bodies.map((body, i) => buildEvent.parse({ ...body, build: "b1", seq: i + 1, at: time(i + 1) }));

const replay = (events: BuildEvent[], from: Progress = noProgress) => events.reduce(fold, from);

const vertex = (
  id: string,
  state: "waiting" | "running" | "cached" | "done" | "failed" | "canceled",
  more: {
    stage?: string;
    instruction?: string;
    line?: number;
    startedAt?: string;
    endedAt?: string;
    error?: string;
  } = {},
): BuildEventBody => ({
  type: "vertex",
  id,
  stage: "",
  instruction: `instruction ${id}`,
  inputs: [],
  ...more,
  state,
});
const log = (id: string, text: string): BuildEventBody => ({
  type: "log",
  vertex: id,
  stream: "stdout",
  text,
});
const queued = (ahead: number, reason?: string): BuildEventBody => ({
  type: "queued",
  position: ahead + 1,
  ahead,
  expectedWaitMs: ahead * 4000,
  reason,
});
const started: BuildEventBody = { type: "started", limits: [] };
const warning = {
  rule: "JSONArgsRecommended",
  line: 8,
  message: "JSON arguments recommended for CMD",
};
const result: BuildResult = {
  image: {
    id: "sha256:0d1f",
    unpackedBytes: 104_585_665,
    layers: [],
    config: { cmd: ["node", "index.js"], user: "", exposedPorts: [3000] },
  },
  stages: [],
  baseImages: [],
  durationMs: 3796,
  cachedSteps: 4,
  totalSteps: 7,
  checks: [],
  warnings: [warning],
};
const failed: BuildEventBody = {
  type: "failed",
  failure: { kind: "instruction", message: "npm install failed.", line: 4, logTail: [] },
};

describe("fold", () => {
  test("a build waits, with its place and the reason", () => {
    const events = journal(queued(2, "The sandbox is starting."), queued(1));
    expect(replay(events.slice(0, 1))).toMatchObject({
      status: "queued",
      waiting: {
        position: 3,
        ahead: 2,
        expectedWaitMs: 8000,
        reason: "The sandbox is starting.",
      },
    });
    expect(replay(events).waiting).toEqual({
      at: time(2),
      position: 2,
      ahead: 1,
      expectedWaitMs: 4000,
    });
  });

  test("a build starts, and waits no more", () => {
    const progress = replay(journal(queued(1), started));
    expect(progress).toMatchObject({ status: "running", startedAt: time(2) });
    expect(progress.waiting).toBeUndefined();
  });

  test.each<[string, BuildEventBody, object]>([
    ["finished", { type: "finished", result }, { status: "finished", result }],
    ["failed", failed, { status: "failed", failure: { line: 4 } }],
    [
      "canceled",
      { type: "canceled", by: "learner" },
      { status: "canceled", canceledBy: "learner" },
    ],
  ])("a build ends: %s", (_, last, expected) => {
    const progress = replay(journal(started, last));
    expect(progress).toMatchObject({ ...expected, endedAt: time(2) });
    expect(isOver(progress)).toBe(true);
  });

  test("a build that is canceled in the queue never started", () => {
    const progress = replay(journal(queued(3), { type: "canceled", by: "learner" }));
    expect(progress).toMatchObject({ status: "canceled", endedAt: time(2) });
    expect(progress.startedAt).toBeUndefined();
    expect(progress.waiting).toBeUndefined();
  });

  test.each<[string, BuildEventBody[]]>([
    ["started again", [started]],
    ["queued and started again", [queued(0), started]],
  ])("a build that is %s begins anew", (_, again) => {
    const first = [started, vertex("a", "running", { stage: "0", line: 1 }), log("a", "old\n")];
    const progress = replay(journal(...first, { type: "warning", ...warning }, ...again));
    const seq = 4 + again.length;
    expect(progress).toEqual({
      seq,
      status: "running",
      startedAt: time(seq),
      vertexes: [],
      warnings: [],
      limits: [],
    });
  });

  test("what a build uses is what was told last", () => {
    const use = { memoryBytes: 1, cpuMs: 2, diskBytes: 3, processes: 4 };
    const told = journal(started, { type: "usage", ...use }, { type: "usage", ...use, cpuMs: 9 });
    expect(replay(told).usage).toEqual({ ...use, cpuMs: 9 });
  });

  test("nothing follows the last event", () => {
    const events = journal(started, { type: "canceled", by: "learner" }, log("a", "late\n"));
    expect(replay(events)).toEqual(replay(events.slice(0, 2)));
  });

  const whole = journal(
    queued(0),
    started,
    vertex("a", "running", { stage: "builder", line: 2, startedAt: time(3) }),
    log("a", "added 57 pack"),
    { type: "transfer", vertex: "a", name: "sha", current: 4, total: 9 },
    log("a", "ages\n"),
    { type: "warning", ...warning },
    vertex("a", "done", { stage: "builder", line: 2, startedAt: time(3), endedAt: time(8) }),
    { type: "finished", result },
  );

  test.each<[string, BuildEvent[]]>([
    ["each event twice", whole.flatMap((event) => [event, event])],
    ["the whole journal again", [...whole, ...whole]],
    ["a reconnect that replays from the start", [...whole.slice(0, 5), ...whole]],
    ["a reconnect that goes back a little", [...whole.slice(0, 6), ...whole.slice(3)]],
  ])("counts nothing twice: %s", (_, events) => {
    expect(replay(events)).toEqual(replay(whole));
    expect(replay(events).vertexes[0]?.log.lines).toEqual(["added 57 packages"]);
  });

  test("goes on from any point of the journal", () => {
    for (let cut = 0; cut <= whole.length; cut += 1) {
      expect(replay(whole.slice(cut), replay(whole.slice(0, cut)))).toEqual(replay(whole));
    }
  });

  test("a journal may leave numbers out", () => {
    const [first, , third] = whole;
    if (!first || !third) throw new Error("the journal is too short");
    expect(replay([first, third])).toMatchObject({ seq: 3, vertexes: [{ id: "a" }] });
  });

  test("output that comes before its vertex is kept", () => {
    const progress = replay(
      journal(started, log("a", "early\n"), vertex("a", "running", { stage: "builder", line: 3 })),
    );
    expect(progress.vertexes).toHaveLength(1);
    expect(progress.vertexes[0]).toMatchObject({ stage: "builder", line: 3, state: "running" });
    expect(progress.vertexes[0]?.log.lines).toEqual(["early"]);
  });

  test("a transfer moves on, each name for itself", () => {
    const at = (name: string, current: number): BuildEventBody => ({
      type: "transfer",
      vertex: "a",
      name,
      current,
      total: 10,
    });
    expect(replay(journal(at("x", 1), at("y", 2), at("x", 10))).vertexes[0]?.transfers).toEqual([
      { name: "x", current: 10, total: 10 },
      { name: "y", current: 2, total: 10 },
    ]);
  });

  test("a warning is said once; the result has the last word", () => {
    const twice = journal({ type: "warning", ...warning }, { type: "warning", ...warning });
    expect(replay(twice).warnings).toEqual([warning]);
    const end = journal({ type: "warning", ...warning, line: 1 }, { type: "finished", result });
    expect(replay(end).warnings).toEqual([warning]);
  });

  test.each<[BuildEventBody, string]>([
    [{ type: "finished", result }, "done"],
    [failed, "canceled"],
    [{ type: "canceled", by: "learner" }, "canceled"],
  ])("nothing runs after the end", (last, state) => {
    const progress = replay(
      journal(vertex("a", "running", { startedAt: time(1) }), vertex("b", "waiting"), last),
    );
    expect(progress.vertexes).toMatchObject([{ state, endedAt: time(3) }, { state: "waiting" }]);
  });
});

describe("stagesOf", () => {
  test("Dockerfile order, however the engine went about it", () => {
    const progress = replay(
      journal(
        vertex("load", "done"),
        vertex("final-copy", "waiting", { stage: "1", line: 18 }),
        vertex("final-from", "cached", { stage: "1", line: 12 }),
        vertex("install", "running", { stage: "builder", line: 4 }),
        vertex("context", "running"),
        vertex("from", "cached", { stage: "builder", line: 1 }),
        vertex("export", "waiting"),
      ),
    );
    expect(
      stagesOf(progress).map(({ name, vertexes }) => [name, ...vertexes.map((one) => one.id)]),
    ).toEqual([
      ["", "load"],
      ["builder", "from", "install"],
      ["1", "final-from", "final-copy"],
      ["", "context", "export"],
    ]);
  });

  test("before any instruction is known there is only the engine's work", () => {
    expect(stagesOf(noProgress)).toEqual([]);
    expect(stagesOf(replay(journal(vertex("load", "running"))))).toMatchObject([{ name: "" }]);
  });
});

describe("totals", () => {
  test("counts instructions, neither FROM nor the engine's work", () => {
    const progress = replay(
      journal(
        vertex("load", "done"),
        vertex("base", "done", { stage: "0", instruction: "FROM node:14" }),
        vertex("a", "cached", { stage: "0" }),
        vertex("b", "done", { stage: "0" }),
        vertex("c", "running", { stage: "0" }),
        vertex("d", "waiting", { stage: "0" }),
      ),
    );
    expect(totals(progress)).toEqual({ done: 2, cached: 1, total: 4 });
  });

  test("the result's numbers hold at the end", () => {
    expect(totals(replay(journal({ type: "finished", result })))).toEqual({
      done: 7,
      cached: 4,
      total: 7,
    });
  });
});

describe("elapsed", () => {
  const now = Date.parse(time(10));
  test.each<[string, { startedAt?: string; endedAt?: string }, number | undefined]>([
    ["not begun", {}, undefined],
    ["running", { startedAt: time(4) }, 6000],
    ["over", { startedAt: time(4), endedAt: time(5) }, 1000],
    ["a clock behind the server's", { startedAt: time(12) }, 0],
  ])("%s", (_, one, ms) => expect(elapsed(one, now)).toBe(ms));
});
