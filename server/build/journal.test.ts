import { describe, expect, test } from "vitest";
import type { BuildEvent, BuildEventBody } from "@/domain/build/events";
import { type Journal, openJournal, storedJournal } from "./journal";

const now = () => Date.parse("2026-01-01T00:00:00Z");
const log = (text: string): BuildEventBody => ({
  type: "log",
  vertex: "v",
  stream: "stdout",
  text,
});
const end: BuildEventBody = { type: "canceled", by: "learner" };
const open = (...texts: string[]) => {
  const journal = openJournal("b", now);
  for (const text of texts) journal.add(log(text));
  return journal;
};
const seqs = (events: readonly BuildEvent[]) => events.map(({ seq }) => seq);
async function all(journal: Journal, after = 0, signal = new AbortController().signal) {
  const events: BuildEvent[] = [];
  for await (const event of journal.follow(after, signal)) events.push(event);
  return seqs(events);
}

test("events are numbered from 1 and dated", () => {
  const journal = open("a", "b");
  expect(journal.read(0)).toEqual([
    { ...log("a"), build: "b", seq: 1, at: "2026-01-01T00:00:00.000Z" },
    { ...log("b"), build: "b", seq: 2, at: "2026-01-01T00:00:00.000Z" },
  ]);
  expect(seqs(journal.read(1))).toEqual([2]);
  expect(seqs(journal.read(9))).toEqual([]);
});

test("nothing comes after the last event", () => {
  const journal = open("a");
  expect(journal.ended()).toBe(false);
  journal.add(end);
  expect(journal.ended()).toBe(true);
  expect(journal.add(log("late"))).toBeNull();
  expect(seqs(journal.read(0))).toEqual([1, 2]);
});

describe("following", () => {
  test("replays, then follows, and ends after the last event", async () => {
    const journal = open("a", "b");
    const [whole, rest] = [all(journal), all(journal, 1)];
    await Promise.resolve();
    journal.add(log("c"));
    journal.add(end);
    expect(await whole).toEqual([1, 2, 3, 4]);
    expect(await rest).toEqual([2, 3, 4]);
    expect(await all(journal, 4)).toEqual([]);
  });

  test("ends when the reader goes away", async () => {
    const journal = open("a");
    const reader = new AbortController();
    const read = all(journal, 0, reader.signal);
    await Promise.resolve();
    reader.abort();
    expect(await read).toEqual([1]);
    expect(await all(journal, 0, reader.signal)).toEqual([]);
  });

  test("ends when the journal is closed, without a last event", async () => {
    const journal = open("a");
    const read = all(journal);
    journal.close();
    expect(await read).toEqual([1]);
    journal.add(end);
    expect(seqs(journal.read(0))).toEqual([1, 2]);
  });

  test("a reader that stops in the middle leaves nothing behind", async () => {
    const journal = open("a", "b");
    for await (const _ of journal.follow(0, new AbortController().signal)) break;
    journal.add(end);
    expect(await all(journal)).toEqual([1, 2, 3]);
  });
});

describe("a journal of a build that lost its first", () => {
  const journal = () => {
    const second = openJournal("b", now, 1_000_001);
    second.add(log("a"));
    second.add(end);
    return second;
  };

  test("gives everything to a reader who had seen the first", async () => {
    expect(await all(journal(), 57)).toEqual([1_000_001, 1_000_002]);
    expect(await all(journal(), 1_000_001)).toEqual([1_000_002]);
  });

  test("that was stored without its end lets readers go all the same", async () => {
    expect(await all(storedJournal("b", open("a").read(0)))).toEqual([1]);
  });

  test("keeps its numbers in storage", async () => {
    const stored = storedJournal("b", journal().read(0));
    expect(await all(stored, 1_000_001)).toEqual([1_000_002]);
    expect(stored.ended()).toBe(true);
  });
});
