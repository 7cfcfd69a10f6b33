import { expect, test } from "vitest";
import { limitMet, limitWords } from "./limit";

test.each([
  [{ outOfMemory: true }, "runMemory", "Memory of a running container: 256 MiB."],
  [
    { stopReason: "lifetime" },
    "runTime",
    "A running container, from its start to its removal: 10 min.",
  ],
  [{ stopReason: "idle" }, "runIdle", "A running container that nobody visits: 3 min."],
  [{ stopReason: "learner" }, null, ""],
  [{ outOfMemory: false }, null, ""],
] as const)("%j met %s: %s", (run, name, words) => {
  expect(limitMet(run)).toBe(name);
  expect(limitWords(run)).toBe(words);
});
