import fc from "fast-check";
import { expect, test } from "vitest";
import { type BuildEvent, buildEvent } from "@/domain/build/events";
import { anyOf } from "@/domain/build/schema.fixture";
import { pack, unpack } from "./archive";

const log = (seq: number, text: string): BuildEvent => {
  return {
    type: "log",
    build: "b",
    seq,
    at: "2026-01-01T00:00:00.000Z",
    vertex: "v",
    stream: "stdout",
    text,
  };
};

test("what goes in comes out, numbers and all", async () => {
  const events = [log(1, "a\u0000é"), log(2, "b"), log(3, "😀\ud800")];
  expect(await unpack(await pack(events))).toEqual(events);
});

test("a log of many small pieces takes little room", async () => {
  const events = Array.from({ length: 5000 }, (_, index) => log(index + 1, `line ${index}\n`));
  expect((await pack(events)).byteLength).toBeLessThan(40_000);
});

test("what can't be read is left out, not fatal", async () => {
  const bytes = await pack([
    log(1, "a"),
    { ...log(2, "b"), type: "nonsense" } as unknown as BuildEvent,
  ]);
  expect(await unpack(bytes)).toEqual([log(1, "a")]);
});

test("any journal is read as it was written, and what is no event is left out", async () => {
  const property = fc.asyncProperty(
    fc.array(anyOf(buildEvent), { maxLength: 10 }),
    fc.array(fc.jsonValue(), { maxLength: 5 }),
    async (events, junk) => {
      expect(await unpack(await pack(events))).toEqual(events);
      const mixed = junk.flatMap((one, at) => [one, ...events.slice(at, at + 1)]) as BuildEvent[];
      const kept = events.slice(0, junk.length);
      expect(await unpack(await pack(mixed))).toEqual(kept);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
