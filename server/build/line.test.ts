import { afterEach, expect, test, vi } from "vitest";
import { noDurations, withDuration } from "@/domain/build/expect";
import type { Place } from "@/domain/build/queue";
import { openLine } from "./line";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const line of open.splice(0)) line.close();
  vi.useRealTimers();
});

function lined() {
  const told: string[] = [];
  let time = 0;
  const tell = (id: string, { position, ahead, reason }: Place) =>
    told.push(`${id}: ${position}/${ahead}${reason ? ` ${reason}` : ""}`);
  const line = openLine(tell, () => time, withDuration(noDurations, "other", 4000));
  open.push(line);
  let arrival = 0;
  const join = (id: string, round = 0) => {
    arrival += 1;
    return line.join({ id, learner: id, round, arrival, kind: id });
  };
  const heard = () => told.splice(0);
  return { line, join, heard, wait: (ms: number) => (time += ms) };
}

test("a build is told its place, and again when it moves, and not otherwise", () => {
  const { line, join, heard } = lined();
  line.open(1);
  expect(join("a").position).toBe(0);
  line.start("a");
  expect(join("b")).toMatchObject({ position: 1, ahead: 0 });
  expect(join("c")).toMatchObject({ position: 2, ahead: 1 });
  expect(heard()).toEqual(["a: 0/0", "b: 1/0", "c: 2/1"]);
  line.leave("a");
  expect(heard()).toEqual(["b: 0/0", "c: 1/1"]);
  line.start("b");
  expect(heard()).toEqual(["c: 1/0"]);
  line.leave("b");
  line.leave("nobody");
  expect(heard()).toEqual(["c: 0/0"]);
  expect(line.counts()).toEqual({ waiting: 1, running: 0 });
});

test("while nothing can run everybody is told why, and that it is over", () => {
  const { line, join, heard } = lined();
  line.open(0, "starting");
  join("a");
  line.open(0, "failed");
  line.open(2);
  expect(heard()).toEqual(["a: 1/0 starting", "a: 1/0 failed", "a: 0/0"]);
});

test("who comes later may go first", () => {
  const { line, join, heard } = lined();
  line.open(1);
  join("x");
  line.start("x");
  join("a", 1);
  heard();
  join("b", 0);
  expect(heard()).toEqual(["b: 1/0", "a: 2/1"]);
});

test("the wait follows what builds take", () => {
  const { line, join, wait } = lined();
  line.open(1);
  join("a");
  line.start("a");
  expect(join("b").expectedWaitMs).toBe(4000);
  wait(10_000);
  line.leave("a", true);
  line.start("b");
  expect(join("a").expectedWaitMs).toBe(7000);
  expect(join("c").expectedWaitMs).toBe(17_000);
});

test("a build that takes longer than was told is told so, though nobody moves", () => {
  vi.useFakeTimers();
  const { line, join, heard, wait } = lined();
  line.open(1);
  join("a");
  line.start("a");
  join("b");
  heard();
  wait(4000);
  vi.advanceTimersByTime(1000);
  expect(heard()).toEqual([]);
  wait(26_000);
  vi.advanceTimersByTime(1000);
  expect(heard()).toEqual(["b: 1/0"]);
});
