import { expect, test } from "vitest";
import { type Durations, expectedMs, kindOf, leftMs, noDurations, withDuration } from "./expect";

const seen = (...builds: [string, number][]) =>
  builds.reduce<Durations>((so, [kind, ms]) => withDuration(so, kind, ms), noDurations);

test("a build takes what its kind took, and an unknown kind what all took", () => {
  const durations = seen(["slow", 8000], ["quick", 100], ["quick", 300]);
  expect(expectedMs(durations, "slow")).toBe(8000);
  expect(expectedMs(durations, "quick")).toBe(200);
  expect(expectedMs(durations, "new")).toBe(2800);
  expect(expectedMs(noDurations, "new")).toBe(5000);
});

test("one build that hung does not make the next seem long, and a change is believed after some", () => {
  expect(expectedMs(seen(["a", 100], ["a", 300_000], ["a", 120]), "a")).toBe(120);
  const changed = seen(
    ...Array.from({ length: 20 }, (_, n) => ["a", n < 9 ? 100 : 900] as [string, number]),
  );
  expect(expectedMs(changed, "a")).toBe(900);
});

test("no more is remembered than is needed", () => {
  const many = seen(...Array.from({ length: 1200 }, (_, n) => [`k${n}`, n] as [string, number]));
  expect([many.all.length, many.kinds.size, many.kinds.has("k0")]).toEqual([30, 1000, false]);
});

test("what is over its time is thought to go on", () => {
  expect([0, 3000, 4000, 5000, 60_000].map((elapsed) => leftMs(4000, elapsed))).toEqual([
    4000, 1000, 1000, 1000, 56_000,
  ]);
});

test("a kind is a step's Dockerfile, or a learner's own", () => {
  const request = { dockerfile: "Dockerfile", noCache: false };
  const step = { ...request, lesson: "a", step: "b" };
  expect(kindOf("ann", step)).toBe(kindOf("bob", step));
  expect(kindOf("ann", request)).not.toBe(kindOf("bob", request));
  expect(kindOf("ann", { ...step, noCache: true })).not.toBe(kindOf("ann", step));
});
