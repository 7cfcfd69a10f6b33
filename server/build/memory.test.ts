import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchMemory } from "./memory";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cgroup-"));
});
afterEach(() => rm(folder, { recursive: true }));

const slot = (cgroupPaths: Record<string, string>) => ({
  id: 0,
  cgroupParent: "/s",
  cgroupPaths,
  memoryBytes: 1000,
  processes: 1,
  cpus: 1,
});

test("cgroup v2 counts kills", async () => {
  const events = (kills: number) =>
    writeFile(join(folder, "memory.events"), `low 0\nhigh 0\nmax 9\noom 9\noom_kill ${kills}\n`);
  await events(3);
  const watch = await watchMemory(slot({ unified: folder }));
  expect(await watch.limitMet()).toBe(false);
  await events(4);
  expect(await watch.limitMet()).toBe(true);
});

test("cgroup v1 tells by the highest use, put back before", async () => {
  const file = join(folder, "memory.max_usage_in_bytes");
  await writeFile(file, "1000");
  const watch = await watchMemory(slot({ memory: folder }));
  expect(await watch.limitMet()).toBe(false);
  await writeFile(file, "500");
  expect(await watch.limitMet()).toBe(false);
  await writeFile(file, "998");
  expect(await watch.limitMet()).toBe(true);
});

test("without a slot nothing is known", async () => {
  expect(await (await watchMemory(null)).limitMet()).toBe(false);
  expect(await (await watchMemory(slot({}))).limitMet()).toBe(false);
});
