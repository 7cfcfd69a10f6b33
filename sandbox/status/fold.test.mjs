import { describe, expect, it } from "vitest";
import { emptyStatus, foldStatus } from "./fold.mjs";
import { endedLine, progressLine } from "./words.mjs";

const NOW = "2024-01-01T00:00:00.000Z";
const LATER = "2024-01-01T00:00:02.500Z";
const said = (...lines) =>
  lines.reduce((status, line) => foldStatus(status, line, NOW), emptyStatus);
const planned = ["plan\tpackages\tFetch the engine", "plan\tdisk\tMake the disk"];

describe("foldStatus", () => {
  it("plans phases that wait", () => {
    const status = said(...planned);
    expect(status.state).toBe("starting");
    expect(status.phases.map(({ name, state }) => [name, state])).toEqual([
      ["packages", "waiting"],
      ["disk", "waiting"],
    ]);
    expect(status.progress).toBe(0);
  });

  it("shows the running phase, its progress, and the whole's", () => {
    const status = said(...planned, "begin\tpackages", "progress\tpackages\t0.5\t12 of 24 MB");
    expect(status).toMatchObject({
      phase: "packages",
      message: "Fetch the engine",
      progress: 0.25,
    });
    expect(status.phases[0]).toMatchObject({
      state: "running",
      progress: 0.5,
      detail: "12 of 24 MB",
      startedAt: NOW,
    });
  });

  it("keeps progress between 0 and 1, and null where it is not known", () => {
    const progressOf = (text) => said(...planned, `progress\tdisk\t${text}`).phases[1].progress;
    expect([progressOf("7"), progressOf("-1"), progressOf(""), progressOf("nan")]).toEqual([
      1,
      0,
      null,
      null,
    ]);
  });

  it("ends ready, with everything done or skipped", () => {
    const status = said(
      ...planned,
      "begin\tpackages",
      "done\tpackages\tforky",
      "skip\tdisk\tthere already",
      "ready\tReady",
    );
    expect(status).toMatchObject({ state: "ready", phase: null, message: "Ready", progress: 1 });
    expect(status.phases.map(({ state, detail }) => [state, detail])).toEqual([
      ["done", "forky"],
      ["skipped", "there already"],
    ]);
  });

  it("marks what ran when it failed, and says why", () => {
    const status = said(...planned, "begin\tpackages", "failed\tThere is no mirror.");
    expect(status).toMatchObject({
      state: "failed",
      message: "There is no mirror.",
      progress: null,
    });
    expect(status.phases.map(({ state }) => state)).toEqual(["failed", "waiting"]);
  });

  it("is unmoved by a line that it does not know", () => {
    expect(said(...planned, "nonsense", "")).toEqual(said(...planned));
  });
});

describe("the words for a person", () => {
  const before = said(...planned, "begin\tpackages");
  const after = foldStatus(before, "done\tpackages\tforky", LATER);

  it("tell of a phase that ended, with its time, once", () => {
    expect(endedLine(before, after)).toEqual([
      expect.stringMatching(/^✓ Fetch the engine +2\.5 s +forky$/),
    ]);
    expect(endedLine(after, after)).toEqual([]);
  });

  it("tell of what runs", () => {
    expect(progressLine(foldStatus(before, "progress\tpackages\t0.42\t12 MB", NOW))).toBe(
      "Fetch the engine 42 % (12 MB)",
    );
    expect(progressLine(after)).toBeNull();
  });
});
