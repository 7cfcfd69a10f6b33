import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BuildEventBody } from "@/domain/build/events";
import { batch } from "./batch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const log = (
  text: string,
  vertex = "v",
  stream: "stdout" | "stderr" = "stdout",
): BuildEventBody => ({
  type: "log",
  vertex,
  stream,
  text,
});
const started: BuildEventBody = { type: "started", limits: [] };

test("text of one source is joined and passed on in time, the order is kept", () => {
  const passed: BuildEventBody[] = [];
  const { add, flush } = batch((body) => passed.push(body));
  add(log("a"));
  add(log("b"));
  expect(passed).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(passed).toEqual([log("ab")]);

  add(log("c"));
  add(log("d", "v", "stderr"));
  add(log("e", "w"));
  add(started);
  expect(passed.slice(1)).toEqual([log("c"), log("d", "v", "stderr"), log("e", "w"), started]);

  add(log("f"));
  flush();
  expect(passed.at(-1)).toEqual(log("f"));
  vi.advanceTimersByTime(100);
  expect(passed).toHaveLength(6);
});

test("text that never stops is passed on all the same", () => {
  let passed = 0;
  const { add } = batch(() => {
    passed += 1;
  });
  for (let ms = 0; ms < 1000; ms += 10) {
    add(log("x"));
    vi.advanceTimersByTime(10);
  }
  expect(passed).toBe(20);
});
