import { expect, test } from "vitest";
import { tiles } from "./treemap";

test("tiles fill the area, each by its weight", () => {
  const parts = [6, 3, 1].map((bytes) => ({ bytes }));
  const laid = tiles(parts, 2);
  expect(laid.map(({ of }) => of)).toEqual(parts);
  for (const { of, width, height } of laid) expect(width * height).toBeCloseTo(of.bytes * 1000);
  for (const { x, y, width, height } of laid) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(100.001);
    expect(y + height).toBeLessThanOrEqual(100.001);
  }
});

test("nothing is no tile", () => {
  expect(tiles([], 1)).toEqual([]);
});
