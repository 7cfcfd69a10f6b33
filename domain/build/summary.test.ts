import { expect, test } from "vitest";
import type { Reuse } from "./reuse";
import { summaryOf } from "./summary";

const reuse: Reuse = [
  { line: 2, stage: "0", instruction: "RUN a", reused: true },
  { line: 3, stage: "0", instruction: "RUN b", reused: false, reason: { why: "first" } },
];
const failure = { kind: "instruction" as const, message: "", line: 3, logTail: [], reuse };

test("the instruction that failed is not among those that were done", () => {
  expect(summaryOf({ failure })).toEqual({ baseImages: [], done: [2] });
});

test("a build that the engine did not work on has no summary", () => {
  const { reuse: _, ...early } = failure;
  expect(summaryOf({ failure: early })).toBeNull();
  expect(summaryOf({})).toBeNull();
});
