import { expect, test } from "vitest";
import { foreignSlots, openSlots, placesOf } from "./slots";

const slot = (id: number) => ({
  id,
  cgroupParent: `/s/slot-${id}`,
  memoryBytes: 1,
  processes: 1,
  cpus: 1,
});

test("an engine without slots has places without limits", () => {
  expect(placesOf([])).toHaveLength(foreignSlots);
  expect(placesOf([slot(0)])).toEqual([{ id: 0, slot: slot(0) }]);
});

test("a place is one build's at a time", async () => {
  const slots = openSlots();
  slots.set(placesOf([slot(0)]));
  const first = await slots.take();
  let second: unknown;
  const waiting = slots.take().then((place) => {
    second = place;
  });
  await Promise.resolve();
  expect(second).toBeUndefined();
  slots.give(first);
  await waiting;
  expect(second).toBe(first);
});

test("the lowest free place goes first, where the cache is warm", async () => {
  const slots = openSlots();
  slots.set(placesOf([slot(0), slot(1), slot(2)]));
  const [a, b] = [await slots.take(), await slots.take()];
  slots.give(b);
  slots.give(a);
  expect((await slots.take()).id).toBe(0);
  expect((await slots.take()).id).toBe(1);
});

test("a place of a sandbox that is gone does not come back", async () => {
  const slots = openSlots();
  slots.set(placesOf([slot(0)]));
  const old = await slots.take();
  slots.set(placesOf([slot(7)]));
  slots.give(old);
  expect((await slots.take()).id).toBe(7);
  let more = false;
  void slots.take().then(() => {
    more = true;
  });
  await new Promise((resolve) => setTimeout(resolve));
  expect(more).toBe(false);
});
