import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { limitNamed } from "@/domain/limits";
import type { RunLabels } from "@/domain/run/container";
import { previewOrigins } from "@/domain/run/preview";
import type { Container, Containers, Ending } from "./containers";
import { openRuns, type Runs, type RunsOptions } from "./runs";

/** An engine in memory: what it holds, and how it and its containers behave. */
type FakeEngine = {
  held: Map<string, { labels: RunLabels | null; end: (ending: Ending) => void }>;
  /** Whether the apps in the containers answer. */
  listening: boolean;
  fails?: Error;
  /** What a start waits for. */
  until?: Promise<void>;
  hold(id: string, labels: RunLabels | null): Container;
  containers: Containers;
};

function fakeEngine(): FakeEngine {
  const held: FakeEngine["held"] = new Map();
  const fake: FakeEngine = {
    held,
    listening: false,
    hold(id: string, labels: RunLabels | null) {
      let end = (_: Ending) => {};
      const ended = new Promise<Ending>((resolve) => {
        end = resolve;
      });
      held.set(id, { labels, end });
      return {
        ended,
        dial: async () => {
          if (!fake.listening) throw new Error("nothing listens");
          const socket = new PassThrough();
          socket.end("HTTP/1.1 200 OK\r\n\r\n");
          return socket;
        },
        remove: async () => {
          held.delete(id);
          end({ exitCode: 137, outOfMemory: false });
        },
      };
    },
    containers: {
      image: async (id) => (id === "gone" ? null : { id, port: 3000, volumes: [] }),
      start: async (labels, _, onText) => {
        await fake.until;
        if (fake.fails) throw fake.fails;
        if (labels.build === "bad") return { exitCode: 127, message: "no such command" };
        onText("hello\n");
        return fake.hold(labels.run, labels);
      },
      list: async () => [...held].map(([id, { labels }]) => ({ id, labels })),
      adopt: async (id, labels, onText) => {
        onText("from before\n");
        return fake.hold(id, labels);
      },
      remove: async (id) => void held.delete(id),
    },
  };
  return fake;
}

let engine: FakeEngine;
let runs: Runs;
const opened: Runs[] = [];

function open(options: Partial<RunsOptions> = {}): Runs {
  const previews = previewOrigins("http://{run}.preview.localhost");
  const made = openRuns({ containers: () => engine.containers, previews, owner: "o", ...options });
  opened.push(made);
  return made;
}

const order = (learner = "ann", build = "b", image = "i") => ({ learner, build, image });
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

async function started(service = runs, learner = "ann") {
  const outcome = await service.start(order(learner));
  if (!outcome.ok) throw new Error(outcome.why);
  return outcome.run;
}

beforeEach(() => {
  vi.useFakeTimers();
  engine = fakeEngine();
  runs = open();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((service) => service.close()));
  vi.useRealTimers();
});

describe("a run", () => {
  test("starts with an address nobody can guess, and what it has said", async () => {
    const run = await started();
    expect(run).toMatchObject({ state: "starting", build: "b", port: 3000, logs: "hello\n" });
    expect(run.id).toMatch(/^[0-9a-f]{32}$/);
    expect(run.previewUrl).toBe(`http://${run.id}.preview.localhost/`);
    expect(Date.parse(run.expiresAt) - Date.parse(run.startedAt)).toBe(600_000);
  });

  test("is answering once HTTP answers", async () => {
    vi.useRealTimers();
    const { id } = await started();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(runs.get(id, "ann")?.state).toBe("starting");
    engine.listening = true;
    await vi.waitFor(() => expect(runs.get(id, "ann")?.state).toBe("answering"));
  });

  test("that ends by itself shows its exit code, and leaves no container", async () => {
    const { id } = await started();
    engine.held.get(id)?.end({ exitCode: 1, outOfMemory: true });
    await pass();
    expect(runs.get(id, "ann")).toMatchObject({ state: "exited", exitCode: 1, outOfMemory: true });
    expect(engine.held.size).toBe(0);
  });

  test("whose command is not there shows what the engine says", async () => {
    expect(await runs.start(order("ann", "bad"))).toMatchObject({
      ok: true,
      run: { state: "exited", exitCode: 127, logs: "no such command\n" },
    });
  });

  test("is stopped by its learner, and can be stopped again", async () => {
    const { id } = await started();
    expect(await runs.stop(id, "ann")).toBe(true);
    expect(engine.held.size).toBe(0);
    expect(await runs.stop(id, "ann")).toBe(true);
    expect(runs.get(id, "ann")).toMatchObject({ state: "stopped", stopReason: "learner" });
    expect(runs.get(id, "ann")).not.toHaveProperty("exitCode");
  });

  test("is nobody else's", async () => {
    const { id } = await started();
    expect(runs.get(id, "bob")).toBeNull();
    expect(runs.follow(id, "bob", 0)).toBeNull();
    expect(await runs.stop(id, "bob")).toBe(false);
    expect(engine.held.size).toBe(1);
  });

  test("ends with its time, is remembered for a while, then forgotten", async () => {
    const { id } = await started();
    const visits = setInterval(() => runs.visit(id), 60_000);
    await pass(599_000);
    expect(runs.get(id, "ann")?.state).toBe("starting");
    await pass(1000);
    expect(runs.get(id, "ann")).toMatchObject({ state: "stopped", stopReason: "lifetime" });
    expect(engine.held.size).toBe(0);
    clearInterval(visits);
    await pass(590_000);
    expect(runs.get(id, "ann")).not.toBeNull();
    await pass(30_000);
    expect(runs.get(id, "ann")).toBeNull();
  });

  test("is stopped once nobody has visited it for a while, for a reason with a name", async () => {
    const { id } = await started();
    await pass(170_000);
    runs.visit(id);
    await pass(170_000);
    expect(runs.get(id, "ann")?.state).toBe("starting");
    await pass(30_000);
    expect(runs.get(id, "ann")).toMatchObject({
      state: "stopped",
      stopReason: "idle",
      limit: limitNamed("runIdle"),
    });
    expect(engine.held.size).toBe(0);
  });

  test.each([
    ["forwards", 1],
    ["backwards", -1],
  ])("neither ends early nor stays longer when the clock jumps %s", async (_, direction) => {
    const [idle, over] = [await started(), await started(runs, "bob")];
    await runs.stop(over.id, "bob");
    vi.setSystemTime(Date.now() + direction * 5 * 3_600_000);
    await pass(11_000);
    expect(runs.get(idle.id, "ann")?.state).toBe("starting");
    expect(runs.get(over.id, "bob")?.state).toBe("stopped");
    await pass(limitNamed("runIdle").value + 10_000);
    expect(runs.get(idle.id, "ann")).toMatchObject({ stopReason: "idle" });
  });

  test("is not dialled once it has ended: its address may be another's", async () => {
    const { id } = await started();
    engine.listening = true;
    await expect(runs.visit(id)?.dial()).resolves.toBeDefined();
    await runs.stop(id, "ann");
    await expect(runs.visit(id)?.dial()).rejects.toThrow("no container");
  });
});

describe("the ceiling", () => {
  test("a learner's third run takes the place of the oldest", async () => {
    const first = await started();
    await pass(1);
    const second = await started();
    await pass(1);
    const other = await started(runs, "bob");
    const third = await started();
    expect(runs.get(first.id, "ann")).toMatchObject({ state: "stopped", stopReason: "replaced" });
    expect([...engine.held.keys()].sort()).toEqual([second.id, other.id, third.id].sort());
  });

  test("holds when many are asked for at once", async () => {
    await Promise.all(Array.from({ length: 6 }, () => started()));
    expect(engine.held.size).toBe(2);
  });

  test("holds for all learners together", async () => {
    for (let at = 0; at < 25; at++) await started(runs, `learner ${at}`);
    expect(engine.held.size).toBe(20);
  });
});

describe("where it cannot start", () => {
  const gone = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

  test("the sandbox is not ready", async () => {
    const early = open({ containers: () => null });
    expect(await early.start(order())).toEqual({ ok: false, why: "no-engine" });
  });

  test("the engine is gone", async () => {
    engine.fails = gone;
    expect(await runs.start(order())).toEqual({ ok: false, why: "no-engine" });
  });

  test("the image is gone", async () => {
    const outcome = await runs.start(order("ann", "b", "gone"));
    expect(outcome).toEqual({ ok: false, why: "no-image" });
  });

  test("a fault of ours is thrown, and takes no place", async () => {
    engine.fails = new Error("bug");
    await expect(runs.start(order())).rejects.toThrow("bug");
    engine.fails = undefined;
    await Promise.all([started(), started()]);
    expect(engine.held.size).toBe(2);
  });
});

describe("after a restart", () => {
  const labels = (run: string, lifetimeMs: number): RunLabels => ({
    run,
    learner: "ann",
    build: "b",
    port: 3000,
    startedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + lifetimeMs).toISOString(),
    owner: "o",
  });

  test("a container whose time is not over is taken on, with its output, until it is", async () => {
    engine.hold("r", labels("r", 60_000));
    const next = open();
    await pass();
    expect(next.get("r", "ann")).toMatchObject({ state: "starting", logs: "from before\n" });
    await pass(60_000);
    expect(next.get("r", "ann")).toMatchObject({ state: "stopped", stopReason: "lifetime" });
    expect(engine.held.size).toBe(0);
  });

  test("one whose time is over, and one that is no run of ours, are removed", async () => {
    engine.hold("old", labels("old", -1));
    engine.hold("broken", null);
    open();
    await pass();
    expect(engine.held.size).toBe(0);
  });

  test("one that could not be removed is removed later", async () => {
    const { id } = await started();
    await runs.stop(id, "ann");
    engine.hold(id, labels(id, 60_000));
    await pass(10_000);
    expect(engine.held.size).toBe(0);
  });
});

describe("close", () => {
  test("leaves no container, ends followers, and starts no more", async () => {
    const { id } = await started();
    const follow = runs.follow(id, "ann", 0);
    const states: string[] = [];
    const followed = (async () => {
      for await (const { event, data } of follow?.(new AbortController().signal) ?? []) {
        if (event === "state") states.push(data.state);
      }
    })();
    await pass();
    let go = () => {};
    engine.until = new Promise((resolve) => {
      go = resolve;
    });
    const late = started(runs, "bob");
    await pass();
    const closed = runs.close();
    go();
    await Promise.all([late, closed]);
    await followed;
    expect(states).toEqual(["starting", "stopped"]);
    expect(engine.held.size).toBe(0);
    expect(await runs.start(order())).toEqual({ ok: false, why: "no-engine" });
  });
});
