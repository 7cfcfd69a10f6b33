import { expect, test, vi } from "vitest";
import type { Usage } from "@/domain/build/usage";
import type { MeterReading } from "@/domain/sandbox/reading";
import { openUsageWatch, type Watched } from "./usage";

/** A meter of three slots that says what a test puts in. */
function meter() {
  const slots = [0, 1, 2].map((id) => ({
    id,
    memoryBytes: 0,
    processes: 0,
    openFiles: 0,
    cpuMs: 0,
    diskBytes: 0,
    files: 0,
    oomKills: 0,
    forkRefusals: 0,
  }));
  const disk = {
    usedBytes: 0,
    totalBytes: 1,
    usedFiles: 0,
    totalFiles: 1,
    engineBytes: 0,
    engineFiles: 0,
  };
  const egress = { ends: 0 };
  const set = (id: number, use: Partial<Usage>) => Object.assign(slots[id] ?? {}, use);
  const read = vi.fn(
    async (): Promise<MeterReading | null> =>
      structuredClone({ startedAt: "t", egressEnds: egress.ends, disk, slots }),
  );
  return { set, read, egress };
}
const build = (slot: number, ...running: string[]) => {
  const heard: Usage[] = [];
  const watched: Watched = {
    slot,
    copies: () => false,
    runs: () => new Set(running),
    told: (usage) => void heard.push(usage),
  };
  return { watched, heard };
};
const silence = () => {
  throw new Error("not to be heard");
};

test("what the slot used before the build is not the build's", async () => {
  const { set, read } = meter();
  set(0, { cpuMs: 100 });
  const { start } = openUsageWatch(read, silence);
  const { watched, heard } = build(0);
  const { now, stop } = start(watched);
  await now();
  set(0, { cpuMs: 130 });
  expect((await now()).cpuMs).toBe(30);
  expect(heard.at(-1)?.cpuMs).toBe(30);
  stop();
});

test("nobody is asked while nothing is built", async () => {
  const { read } = meter();
  const { start } = openUsageWatch(read, silence, 1);
  start(build(0).watched).stop();
  await vi.waitFor(() => expect(read).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 20));
  const asked = read.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(read.mock.calls.length).toBe(asked);
});

test("a slot is empty when its last process is gone", async () => {
  const { set, read } = meter();
  set(1, { processes: 2 });
  const { empty } = openUsageWatch(read, silence, 1);
  await empty(0);
  let gone = false;
  const waited = empty(1).then(() => {
    gone = true;
  });
  await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(5));
  expect(gone).toBe(false);
  set(1, { processes: 0 });
  await waited;
});

test("an instruction that runs on for another build counts for that one, until it ends", async () => {
  const { set, read } = meter();
  const { start } = openUsageWatch(read, silence);
  const [first, second] = [start(build(0, "npm").watched), start(build(1, "npm").watched)];
  await first.now();
  set(0, { processes: 3, cpuMs: 10 });
  expect((await second.now()).cpuMs).toBe(0);
  first.stop();
  set(0, { processes: 3, cpuMs: 25 });
  expect(await second.now()).toMatchObject({ cpuMs: 15, processes: 3 });
  set(0, { processes: 0, cpuMs: 30 });
  expect((await second.now()).cpuMs).toBe(20);
  set(0, { cpuMs: 500 });
  expect((await second.now()).cpuMs).toBe(20);
  second.stop();
});

test("a kill in the slot of a build that shares the instruction is known", async () => {
  const { set, read } = meter();
  const { start } = openUsageWatch(read, silence);
  const all = [build(0, "a", "b"), build(1, "b"), build(2, "c")].map(({ watched }) =>
    start(watched),
  );
  await all[0]?.now();
  set(0, { oomKills: 1 });
  await all[0]?.now();
  expect(all.map(({ killedBeside }) => killedBeside())).toEqual([false, true, false]);
  for (const { stop } of all) stop();
});

test("a build knows that its package sources were out of reach, and the next one does not", async () => {
  const { read, egress } = meter();
  egress.ends = 3;
  const { start } = openUsageWatch(read, silence);
  const first = start(build(0).watched);
  await first.now();
  expect(first.cutOff()).toBe(false);
  egress.ends = 4;
  await first.now();
  expect(first.cutOff()).toBe(true);
  const second = start(build(1).watched);
  await second.now();
  expect(second.cutOff()).toBe(false);
  for (const { stop } of [first, second]) stop();
});

test("a meter that falls silent is complained of once, and holds no slot for ever", async () => {
  const read = vi.fn(async () => {
    throw new Error("gone");
  });
  const complain = vi.fn();
  const { start, empty } = openUsageWatch(read, complain, 1);
  const { now, stop } = start(build(0).watched);
  expect((await now()).cpuMs).toBe(0);
  await now();
  expect(complain).toHaveBeenCalledTimes(1);
  stop();
  await empty(0);
});

test("without a meter nothing is known, and every slot is empty", async () => {
  const { start, empty } = openUsageWatch(async () => null, silence);
  const { now, stop } = start(build(0).watched);
  expect((await now()).cpuMs).toBe(0);
  stop();
  await empty(0);
});
