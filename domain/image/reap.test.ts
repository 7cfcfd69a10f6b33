import { expect, test } from "vitest";
import { toReap } from "./reap";

const images = [
  { id: "old", at: 0 },
  { id: "new", at: 90 },
  { id: "mid", at: 50 },
];

test.each([
  [100, { lifetimeMs: 1000, ceiling: 3 }, []],
  [100, { lifetimeMs: 100, ceiling: 3 }, ["old"]],
  [100, { lifetimeMs: 1000, ceiling: 1 }, ["mid", "old"]],
  [1000, { lifetimeMs: 10, ceiling: 3 }, ["new", "mid", "old"]],
  [-60, { lifetimeMs: 100, ceiling: 3 }, ["new", "mid"]],
])("at %i with %j", (now, limits, ids) => {
  expect(toReap(images, now, limits)).toEqual(ids);
});
