import { expect, test } from "vitest";
import { waitingReason } from "./reason";

test.each([
  ["ready", "Ready", undefined],
  [
    "starting",
    "Fetching the engine",
    "The sandbox is starting: Fetching the engine. Your build starts when it is ready.",
  ],
  [
    "failed",
    "No root.",
    "The sandbox could not start: No root. Your build waits until it is ready.",
  ],
  ["stopped", "Stopped", "The sandbox is stopped. Your build waits until it runs again."],
  [
    "absent",
    "There is no sandbox yet.",
    "There is no sandbox yet. Your build waits until there is one.",
  ],
] as const)("%s", (state, message, words) => {
  expect(waitingReason({ status: { state, message }, facts: {} })).toBe(words);
});

test("ready without facts is not ready", () => {
  expect(waitingReason({ status: { state: "ready", message: "" }, facts: null })).toMatch(/engine/);
});
