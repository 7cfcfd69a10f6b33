import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { limitNamed } from "@/domain/limits";
import type { RunLabels } from "@/domain/run/container";
import { newRecord, type RunEvent } from "./record";

const labels: RunLabels = {
  run: "r",
  learner: "l",
  build: "b",
  port: 3000,
  startedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: "2026-01-01T00:10:00.000Z",
  owner: "o",
};
const make = () => newRecord(labels, "http://r.test/", () => 7);
const told = (event: RunEvent) => (event.event === "log" ? event.data.text : event.data.state);
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("it is idle since its start, or since its last visitor left", () => {
  let now = 1000;
  const record = newRecord(labels, "http://r.test/", () => now);
  now = 1500;
  expect(record.idleMs).toBe(500);
  record.visit();
  now = 1700;
  expect(record.idleMs).toBe(200);
  const connection = new EventEmitter() as Duplex;
  record.visit(connection);
  now = 5000;
  expect(record.idleMs).toBe(0);
  connection.emit("close");
  now = 5300;
  expect(record.idleMs).toBe(300);
});

test("the limit that ended it is told by name", () => {
  const record = make();
  record.change({ state: "exited", exitCode: 137, outOfMemory: true });
  expect(record.view().limit).toEqual(limitNamed("runMemory"));
});

/** Follows in the background; `seen` grows as events come. */
function follow(record: ReturnType<typeof make>, after = 0) {
  const seen: RunEvent[] = [];
  const reader = new AbortController();
  const ended = (async () => {
    for await (const event of record.follow(after, reader.signal)) seen.push(event);
  })();
  return { seen, ended, leave: () => reader.abort() };
}

test("a follower gets what was said, the state, then whatever changes, and the end", async () => {
  const record = make();
  record.say("one\n");
  const { seen, ended } = follow(record);
  await settle();
  expect(seen.map(told)).toEqual(["one\n", "starting"]);
  record.change({ state: "answering" });
  await settle();
  record.say("two\n");
  record.change({ state: "exited", exitCode: 1 });
  await ended;
  expect(seen.map(told)).toEqual(["one\n", "starting", "answering", "two\n", "exited"]);
  expect(seen.map(({ id }) => id)).toEqual([4, undefined, undefined, 8, "end"]);
});

test("one that comes back gets only what it has not", async () => {
  const record = make();
  record.say("one\ntwo\n");
  record.change({ state: "stopped", stopReason: "learner" });
  const { seen, ended } = follow(record, 4);
  await ended;
  expect(seen.map(told)).toEqual(["two\n", "stopped"]);
});

test("a follower that is slow gets what was said meanwhile as one event", async () => {
  const record = make();
  const events = record.follow(0, new AbortController().signal);
  await events.next();
  for (let at = 0; at < 1000; at++) record.say("x");
  expect((await events.next()).value).toMatchObject({ data: { text: "x".repeat(1000) } });
});

test("a follower that leaves is let go", async () => {
  const { ended, leave, seen } = follow(make());
  await settle();
  leave();
  await ended;
  expect(seen).toHaveLength(1);
});

test("the output is kept to its limit", () => {
  const record = make();
  for (let at = 0; at < 10_000; at++) record.say(`line ${at}\n`);
  const { logs } = record.view();
  expect(logs.length).toBeLessThanOrEqual(65_536);
  expect(logs).toMatch(/^line \d+\n/);
  expect(logs).toMatch(/line 9999\n$/);
});

test("the end is when it first was no longer live", () => {
  const record = make();
  expect([record.live, record.endedAt]).toEqual([true, undefined]);
  record.change({ state: "exited", exitCode: 0 });
  expect([record.live, record.endedAt]).toEqual([false, 7]);
});
