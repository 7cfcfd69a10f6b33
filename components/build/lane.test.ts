import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { BuildEventBody } from "@/domain/build/events";
import { newWorld, notFound, offline } from "../workbench/world.fixture";
import { openLane } from "./lane";
import { emptyLane } from "./lane-state";
import type { Memory, Remembered } from "./memory";

const files = { Dockerfile: "FROM node:14" };
const start = Date.UTC(2026, 0, 1);

/** A lane five seconds after midnight, whose events come a second apart from midnight on. */
function world(kept: Remembered | null = null) {
  let remembered = kept;
  const memory: Memory = {
    read: () => remembered,
    keep: (build) => {
      remembered = build;
    },
    forget: () => {
      remembered = null;
    },
  };
  const around = newWorld(start + 5000);
  const lane = openLane(memory, around.ports);
  let seq = 0;
  const say = (...bodies: BuildEventBody[]) => {
    for (const body of bodies) {
      seq += 1;
      const at = new Date(start + seq * 1000).toISOString();
      around.lines.at(-1)?.listener.event({ ...body, build: "b1", seq, at }, "message");
    }
  };
  return { ...around, lane, memory, say };
}

const taken = { ok: true, value: { id: "b1", position: 0 } } as const;
const started: BuildEventBody = { type: "started", limits: [] };
const canceled: BuildEventBody = { type: "canceled", by: "learner" };

describe("openLane", () => {
  test("sends the files, follows the build, and hangs up after its last event", async () => {
    const { lane, answers, calls, lines, say, tick, memory } = world();
    answers.push(taken);
    const sent = lane.build({ files });
    expect(lane.get()).toMatchObject({ link: "sending", files });
    await sent;
    expect(calls).toEqual(["POST /api/builds"]);
    expect(lines).toMatchObject([{ path: "/api/builds/b1/events?after=0", open: true }]);
    expect(memory.read()).toEqual({ id: "b1", files });

    say(started);
    tick();
    expect(lane.get()).toMatchObject({ link: "live", progress: { status: "running" } });
    say(canceled);
    tick();
    expect(lane.get()).toMatchObject({ link: "idle", progress: { status: "canceled" } });
    expect(lines[0]?.open).toBe(false);
  });

  test("drops a message that is no event, whatever it is, and goes on", async () => {
    const dropped = vi.spyOn(console, "error").mockImplementation(() => {});
    const { lane, answers, lines, say, tick } = world();
    answers.push(taken);
    await lane.build({ files });
    const property = fc.property(fc.anything(), (junk) => {
      lines.at(-1)?.listener.event(junk, "message");
    });
    fc.assert(property, { numRuns: 200 });
    expect(dropped).toHaveBeenCalledTimes(200);
    say(started);
    tick();
    expect(lane.get()).toMatchObject({ link: "live", progress: { status: "running" } });
    dropped.mockRestore();
  });

  test("shows a burst of events at once", async () => {
    const { lane, answers, say, tick } = world();
    answers.push(taken);
    await lane.build({ files });
    const changed = vi.fn();
    lane.subscribe(changed);
    say(started, { type: "log", vertex: "a", stream: "stdout", text: "x" });
    say({ type: "log", vertex: "a", stream: "stdout", text: "y" });
    expect(changed).not.toHaveBeenCalled();
    tick();
    expect(changed).toHaveBeenCalledOnce();
    expect(lane.get().progress?.vertexes[0]?.log.lines).toEqual(["xy"]);
  });

  test("tells the clocks apart by the event that was least late", async () => {
    const { lane, answers, say, tick } = world();
    answers.push(taken);
    await lane.build({ files });
    say(started, { type: "log", vertex: "a", stream: "stdout", text: "x" });
    tick();
    expect(lane.get().skewMs).toBe(3000);
  });

  test("what was built before stays when the server can't be reached", async () => {
    const { lane, answers, say, tick } = world();
    answers.push(taken, offline);
    await lane.build({ files });
    say(started, canceled);
    tick();
    const before = lane.get();
    await lane.build({ files });
    expect(lane.get()).toEqual({ ...before, refusal: { ...offline.refusal, files } });
  });

  test("picks up the build that was remembered", () => {
    const { lane, lines, say, tick } = world({ id: "b1", files });
    expect(lane.get()).toMatchObject({ id: "b1", files, link: "live", progress: null });
    say(started);
    tick();
    expect(lines).toHaveLength(1);
    expect(lane.get().progress?.status).toBe("running");
  });

  test("forgets a build that the server no longer knows", async () => {
    const { lane, answers, lines, memory, settle } = world({ id: "old", files });
    answers.push(notFound);
    lines[0]?.listener.link("refused");
    await settle();
    expect(lane.get()).toEqual(emptyLane);
    expect(memory.read()).toBeNull();
  });

  test("says so when the build that is watched is lost", async () => {
    const { lane, answers, lines, say, tick, settle } = world({ id: "b1", files });
    say(started);
    tick();
    answers.push(notFound);
    lines[0]?.listener.link("refused");
    await settle();
    expect(lane.get()).toMatchObject({ link: "idle", progress: null });
    expect(lane.get().refusal?.detail).toBe("The server lost this build.");
  });

  test("tries again while the server is not well, and counts nothing twice", async () => {
    const { lane, lines, say, tick, settle } = world({ id: "b1", files });
    say(started);
    tick();
    lines[0]?.listener.link("refused");
    expect(lane.get().link).toBe("lost");
    await settle();
    tick();
    expect(lines).toMatchObject([
      { open: false },
      { open: true, path: "/api/builds/b1/events?after=1" },
    ]);
    const again = { type: "started", limits: [], build: "b1", seq: 1 };
    lines[1]?.listener.event({ ...again, at: new Date(start).toISOString() }, "started");
    tick();
    expect(lane.get().progress?.startedAt).toBe(new Date(start + 1000).toISOString());
  });

  test("cancels once, and says so until the last event", async () => {
    const { lane, answers, calls, say, tick } = world();
    answers.push(taken, { ok: true, value: null });
    await lane.build({ files });
    await Promise.all([lane.cancel(), lane.cancel()]);
    expect(calls).toEqual(["POST /api/builds", "DELETE /api/builds/b1"]);
    expect(lane.get().canceling).toBe(true);
    say(canceled);
    tick();
    expect(lane.get()).toMatchObject({ canceling: false, link: "idle" });
  });

  test("an event that is not understood is dropped, the next one is not", async () => {
    const { lane, lines, say, tick } = world({ id: "b1", files });
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    lines[0]?.listener.event({ type: "sparkle" }, "sparkle");
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
    say(started);
    tick();
    expect(lane.get().progress?.status).toBe("running");
  });

  test("closed, it says and hears nothing more", () => {
    const { lane, lines, say, timers } = world({ id: "b1", files });
    const changed = vi.fn();
    lane.subscribe(changed);
    say(started);
    lane.close();
    expect(lines[0]?.open).toBe(false);
    expect(timers.size).toBe(0);
    expect(changed).not.toHaveBeenCalled();
  });
});
