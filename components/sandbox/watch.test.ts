import { expect, test } from "vitest";
import type { SandboxStatus } from "@/domain/sandbox/sandbox";
import { newWorld } from "../workbench/world.fixture";
import { watchSandbox } from "./watch";

const status = (state: SandboxStatus["state"]): SandboxStatus => ({
  state,
  message: state,
  progress: null,
  phases: [],
  updatedAt: "2026-01-01T00:00:00Z",
});

async function world(first: SandboxStatus["state"] | null) {
  const around = newWorld();
  if (first) around.answers.push({ ok: true, value: status(first) });
  const watch = watchSandbox(around.ports);
  expect(watch.get()).toBe("unknown");
  await around.settle();
  return { ...around, watch };
}

test("a sandbox that is ready needs no line", async () => {
  const { watch, lines, timers } = await world("ready");
  expect(watch.get()).toMatchObject({ state: "ready" });
  expect(lines).toEqual([]);
  expect(timers.size).toBe(0);
});

test("one that starts is followed until it is ready", async () => {
  const { watch, lines } = await world("starting");
  expect(lines).toMatchObject([{ path: "/api/sandbox/events", open: true }]);
  lines[0]?.listener.event({ ...status("starting"), progress: 0.4 }, "message");
  expect(watch.get()).toMatchObject({ progress: 0.4 });
  lines[0]?.listener.event(status("ready"), "message");
  expect(watch.get()).toMatchObject({ state: "ready" });
  expect(lines[0]?.open).toBe(false);
});

test.each(["absent", "failed", "stopped"] as const)(
  "one that is %s is looked at again later",
  async (state) => {
    const { watch, answers, tick, settle } = await world(state);
    expect(watch.get()).toMatchObject({ state });
    answers.push({ ok: true, value: status("ready") });
    tick();
    await settle();
    expect(watch.get()).toMatchObject({ state: "ready" });
  },
);

test("a server out of reach is asked again", async () => {
  const { watch, answers, tick, settle } = await world(null);
  expect(watch.get()).toBe("offline");
  answers.push({ ok: true, value: status("ready") });
  tick();
  await settle();
  expect(watch.get()).toMatchObject({ state: "ready" });
});

test("closed, it asks no more", async () => {
  const { watch, timers, lines } = await world(null);
  watch.close();
  expect(timers.size).toBe(0);
  expect(lines).toEqual([]);
});
