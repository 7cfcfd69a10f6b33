import { describe, expect, test } from "vitest";
import { noProgress, type Progress } from "@/domain/build/fold";
import { emptyLog } from "@/domain/build/fold-log";
import { buildCommand, runCommand } from "./command";
import { formatDuration } from "./duration";
import { emptyLane, type LaneState } from "./lane-state";
import {
  announcement,
  failureTitle,
  stageTitle,
  waitingSentence,
  waitingWords,
  withoutDigests,
} from "./words";

test.each([
  ["Dockerfile", "docker build -t my-node-app ."],
  ["Dockerfile.simple", "docker build -t my-node-app -f Dockerfile.simple ."],
])("%s is built by %s", (dockerfile, command) =>
  expect(buildCommand({ dockerfile, tag: "my-node-app" })).toBe(command),
);

test("an image is run with its port", () => {
  expect(runCommand("my-node-app", 3000)).toBe("docker run -p 3000:3000 my-node-app");
});

test.each([
  [0, "0.0 s"],
  [96, "0.1 s"],
  [3796, "3.8 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min 00 s"],
  [64_000, "1 min 04 s"],
])("%d ms are %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

test.each([
  ["builder", "Stage builder"],
  ["0", "Stage 1"],
  ["1", "Stage 2"],
])("stage %s is called %s", (stage, title) => expect(stageTitle(stage)).toBe(title));

const digest = `sha256:${"0a".repeat(32)}`;
test.each([
  [`FROM node:14@${digest}`, "FROM node:14"],
  [`writing image ${digest} done`, "writing image done"],
  ["RUN npm install", "RUN npm install"],
])("digests are left out: %s", (text, left) => expect(withoutDigests(text)).toBe(left));

test("a failure is called by its place, and ours by our name", () => {
  expect(failureTitle({ kind: "instruction", line: 8 })).toBe("The build failed at line 8");
  expect(failureTitle({ kind: "platform" })).toContain("not your fault");
});

const lane = (progress: Partial<Progress>, more: Partial<LaneState> = {}): LaneState => ({
  ...emptyLane,
  id: "b1",
  link: "live",
  progress: { ...noProgress, ...progress },
  ...more,
});

describe("waitingWords", () => {
  const at = "2026-01-01T00:00:00.000Z";
  test.each([
    [{ position: 3, ahead: 2, expectedWaitMs: 7600 }, "2 builds go first, about 8 s"],
    [{ position: 2, ahead: 1, expectedWaitMs: 0 }, "1 build goes first"],
    [{ position: 1, ahead: 0, expectedWaitMs: 900 }, "Next in the queue, about 1 s"],
    [
      { position: 1, ahead: 0, expectedWaitMs: 0, reason: "The sandbox is starting." },
      "Waiting for the sandbox",
    ],
  ])("%o", (place, words) => expect(waitingWords(lane({ waiting: { at, ...place } }))).toBe(words));

  test.each([
    [0, "Next in the queue, about 8 s"],
    [2700, "Next in the queue, about 5 s"],
    [7600, "Next in the queue, any moment"],
    [60_000, "Next in the queue, any moment"],
  ])("%d ms after it was told, the wait is shorter by them", (sinceMs, words) => {
    const waiting = { at, position: 1, ahead: 0, expectedWaitMs: 7600 };
    expect(waitingWords(lane({ waiting }), sinceMs)).toBe(words);
  });

  test("as a sentence, the reason is whole", () => {
    const waiting = { at, position: 1, ahead: 0, expectedWaitMs: 900 };
    expect(waitingSentence(lane({ waiting }))).toBe("Next in the queue, about 1 s.");
    const reason = "The sandbox is starting.";
    expect(waitingSentence(lane({ waiting: { ...waiting, reason } }))).toBe(reason);
  });
});

describe("announcement", () => {
  const vertex = {
    stage: "0",
    instruction: "RUN npm install",
    log: { ...emptyLog, lines: ["secret output"] },
    transfers: [],
  };
  const running = lane({
    status: "running",
    vertexes: [
      { ...vertex, id: "a", state: "cached" },
      { ...vertex, id: "b", state: "running" },
    ],
  });

  test.each<[string, LaneState, string]>([
    ["nothing yet", emptyLane, ""],
    ["the press", lane({}, { link: "sending" }), "app: build asked for"],
    ["the start", lane({ status: "running" }), "app: build started"],
    ["each step, and never its output", running, "app: step 1 of 2 done"],
    ["a line that is lost", { ...running, link: "lost" }, "Connection lost, trying again"],
    [
      "a failure",
      lane({ status: "failed", failure: { kind: "instruction", message: "x", logTail: [] } }),
      "app: The build failed",
    ],
    ["a cancel", lane({ status: "canceled" }), "app: build canceled"],
    [
      "a refusal",
      { ...emptyLane, refusal: { kind: "busy", detail: "Too many builds." } },
      "Too many builds.",
    ],
    [
      "a refusal without its marks",
      { ...emptyLane, refusal: { kind: "path", detail: "No file named `a b.js`." } },
      "No file named a b.js.",
    ],
  ])("says %s", (_, state, words) => expect(announcement("app", state)).toBe(words));
});
