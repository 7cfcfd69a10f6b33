import { expect, test } from "vitest";
import type { Run } from "@/domain/run/run";
import { newWorld, notFound, offline } from "../workbench/world.fixture";
import type { RunMemory } from "./memory";
import { noRun } from "./run-state";
import { openRunner } from "./runner";

const time = "2026-01-01T00:00:00.000Z";
const starting: Run = {
  id: "r1",
  build: "b1",
  state: "starting",
  previewUrl: "http://r1.preview.localhost:3001/",
  port: 3000,
  startedAt: time,
  expiresAt: time,
  logs: "",
};
const { logs: _, ...state } = starting;

function world(kept: string | null = null, ...answers: (Run | typeof notFound)[]) {
  let remembered = kept;
  const memory: RunMemory = {
    read: () => remembered,
    keep: (run) => {
      remembered = run;
    },
  };
  const around = newWorld();
  around.answers.push(
    ...answers.map((one) => ("ok" in one ? one : ({ ok: true, value: one } as const))),
  );
  const runner = openRunner(memory, around.ports);
  const hear = (name: "state" | "log", data: object) =>
    around.lines.at(-1)?.listener.event(data, name);
  return { ...around, runner, memory, hear };
}

test("starts a container, and follows it to its answer and its end", async () => {
  const { runner, calls, lines, memory, hear } = world(null, starting);
  await runner.start("b1");
  expect(calls).toEqual(["POST /api/runs"]);
  expect(memory.read()).toBe("r1");
  expect(runner.get()).toMatchObject({ run: state, link: "live", output: "" });

  hear("log", { from: 0, text: "Example app " });
  hear("log", { from: 12, text: "listening\n" });
  hear("state", { ...state, state: "answering" });
  expect(runner.get()).toMatchObject({
    run: { state: "answering" },
    output: "Example app listening\n",
  });

  hear("state", { ...state, state: "exited", exitCode: 1 });
  hear("log", { from: 22, text: "Error: boom\n" });
  expect(runner.get()).toMatchObject({ run: { exitCode: 1 }, link: "idle" });
  expect(runner.get().output).toContain("boom");
  lines[0]?.listener.link("lost");
  expect(lines[0]?.open).toBe(false);
  expect(runner.get().link).toBe("idle");
});

test("output that is replayed after a reconnect is not shown twice", async () => {
  const { runner, hear } = world(null, starting);
  await runner.start("b1");
  hear("log", { from: 0, text: "one\n" });
  hear("log", { from: 0, text: "one\ntwo\n" });
  expect(runner.get().output).toBe("one\ntwo\n");
});

test("a new container takes the place of the one that runs", async () => {
  const { runner, answers, calls, lines } = world(null, starting);
  await runner.start("b1");
  answers.push({ ok: true, value: null }, { ok: true, value: { ...starting, id: "r2" } });
  await runner.start("b2");
  expect(calls.slice(1)).toEqual(["DELETE /api/runs/r1", "POST /api/runs"]);
  expect(lines).toMatchObject([{ open: false }, { open: true, path: "/api/runs/r2/events" }]);
  expect(runner.get().run?.id).toBe("r2");
});

test("a start that is refused says why", async () => {
  const { runner } = world();
  await runner.start("b1");
  expect(runner.get()).toEqual({ ...noRun, refusal: offline.refusal });
});

test("picks up the container that still runs after a reload", async () => {
  const { runner, lines, settle } = world("r1", { ...starting, state: "answering" });
  await settle();
  expect(runner.get()).toMatchObject({ run: { id: "r1", state: "answering" }, link: "live" });
  expect(lines).toHaveLength(1);
});

test("forgets a container that is gone", async () => {
  const { runner, memory, settle } = world("r1", notFound);
  await settle();
  expect(runner.get()).toEqual(noRun);
  expect(memory.read()).toBeNull();
});

test("comes back to the line after the server was away", async () => {
  const { runner, lines, settle, tick } = world(null, starting);
  await runner.start("b1");
  lines[0]?.listener.link("refused");
  await settle();
  expect(runner.get().link).toBe("lost");
  tick();
  lines[1]?.listener.link("live");
  expect(runner.get().link).toBe("live");
});

test("stops by asking, and shows it when it is so", async () => {
  const { runner, answers, calls, hear } = world(null, starting);
  await runner.start("b1");
  answers.push({ ok: true, value: null });
  await runner.stop();
  expect(calls.at(-1)).toBe("DELETE /api/runs/r1");
  expect(runner.get().run?.state).toBe("starting");
  hear("state", { ...state, state: "stopped", stopReason: "learner" });
  expect(runner.get()).toMatchObject({ run: { state: "stopped" }, link: "idle" });
});
