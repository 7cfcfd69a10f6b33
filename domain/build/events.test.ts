import fc from "fast-check";
import { expect, test } from "vitest";
import { type BuildEvent, buildEvent } from "./events";
import { fold, isOver, noProgress } from "./fold";
import { anyOf } from "./schema.fixture";

const events = anyOf(buildEvent);

/** An event with one of its fields, at any depth, replaced by something else. */
const broken = fc
  .tuple(events, fc.nat(), fc.jsonValue())
  .map(([event, at, junk]) => replaced(event, at, junk));

function replaced(event: BuildEvent, at: number, junk: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(event));
  const places: [Record<string, unknown>, string][] = [];
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [place, key] = places[at % places.length] ?? [copy, "type"];
  place[key] = junk;
  return copy;
}

test("any event comes over the wire as it was", () => {
  const property = fc.property(events, (event) => {
    expect(buildEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });
  fc.assert(property, { numRuns: 500 });
});

test("junk is told apart and never throws", () => {
  const property = fc.property(fc.oneof(fc.anything(), broken), (junk) => {
    expect([true, false]).toContain(buildEvent.safeParse(junk).success);
  });
  fc.assert(property, { numRuns: 1000 });
});

test("whatever comes, in whatever order, adds up to something, and after its end nothing changes", () => {
  const property = fc.property(fc.array(events, { maxLength: 20 }), (some) => {
    let over: unknown = null;
    let progress = noProgress;
    for (const event of some) {
      const next = fold(progress, event);
      expect(next.seq).toBeGreaterThanOrEqual(progress.seq);
      if (over) expect(next).toBe(over);
      progress = next;
      if (isOver(progress)) over = progress;
    }
  });
  fc.assert(property, { numRuns: 300 });
});
