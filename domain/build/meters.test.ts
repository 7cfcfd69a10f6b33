import { expect, test } from "vitest";
import { limitNamed } from "../limits";
import { noProgress } from "./fold";
import { metersOf, timeWarning } from "./meters";

const usage = { memoryBytes: 512 * 2 ** 20, cpuMs: 1500, diskBytes: 9 * 2 ** 30, processes: 12 };
const limits = [limitNamed("buildMemory"), limitNamed("buildCpuTime"), limitNamed("buildDisk")];

test("what is used of each limit in force, in words and as a share", () => {
  expect(metersOf({ ...noProgress, usage, limits })).toEqual([
    { name: "buildMemory", label: "Memory", used: "512 MiB", limit: "1 GiB", share: 0.5 },
    {
      name: "buildCpuTime",
      label: "Processor",
      used: "1.5 s",
      limit: "3 min",
      share: 1500 / 180e3,
    },
    { name: "buildDisk", label: "Disk", used: "9 GiB", limit: "2 GiB", share: 1 },
  ]);
});

test("nothing where the engine does not tell", () => {
  expect(metersOf({ ...noProgress, limits })).toEqual([]);
});

test("the warning that time runs out", () => {
  const message = "1 min left";
  expect(timeWarning({ warnings: [{ rule: "buildTime", message }] })).toBe(message);
  expect(timeWarning({ warnings: [] })).toBeUndefined();
});
