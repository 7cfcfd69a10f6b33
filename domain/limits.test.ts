import { expect, test } from "vitest";
import { inWords, limitNamed, limits } from "./limits";

test("every limit says what it bounds and why, in a sentence", () => {
  for (const limit of Object.values(limits)) {
    expect(limit.value).toBeGreaterThan(0);
    expect(limit.label).not.toBe("");
    expect(limit.reason).toMatch(/\.$/);
  }
});

test.each([
  [{ value: 2 * 1024 * 1024, unit: "bytes" }, "2 MiB"],
  [{ value: 512 * 1024, unit: "bytes" }, "512 KiB"],
  [{ value: 1.5 * 1024 ** 3, unit: "bytes" }, "1.5 GiB"],
  [{ value: 12, unit: "bytes" }, "12 bytes"],
  [{ value: 0, unit: "bytes" }, "0 bytes"],
  [{ value: 545, unit: "ms" }, "0.5 s"],
  [{ value: 200_000, unit: "count" }, "200,000"],
  [{ value: 300_000, unit: "ms" }, "5 min"],
  [{ value: 1_500, unit: "ms" }, "1.5 s"],
  [{ value: 7_200_000, unit: "ms" }, "2 h"],
  [{ value: 604_800_000, unit: "ms" }, "7 d"],
  [{ value: 200, unit: "count" }, "200"],
  [{ value: 0.5, unit: "cpus" }, "0.5 processors"],
  [{ value: 30, unit: "count", perMs: 60_000 }, "30 in 1 min"],
] as const)("%j reads %s", (limit, words) => {
  expect(inWords(limit)).toBe(words);
});

test("a limit goes over the wire by name", () => {
  expect(limitNamed("contextFiles")).toEqual({ name: "contextFiles", value: 200, unit: "count" });
});
