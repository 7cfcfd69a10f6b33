import { describe, expect, test } from "vitest";
import { compare } from "./compare";

const multi = { name: "my-node-app", unpackedBytes: 104_585_665 };
const simple = { name: "my-node-app-simple", unpackedBytes: 1_024_736_439 };

describe("compare", () => {
  test.each([
    ["light first", multi, simple],
    ["heavy first", simple, multi],
  ])("the order does not matter: %s", (_, first, second) => {
    const comparison = compare(first, second);
    expect(comparison.light).toBe(multi);
    expect(comparison.heavy).toBe(simple);
    expect(comparison.differenceBytes).toBe(920_150_774);
    expect(comparison.percent).toBeCloseTo(89.79, 2);
    expect(comparison.times).toBeCloseTo(9.8, 2);
  });

  test("equals differ by nothing", () => {
    const twin = { ...multi, name: "twin" };
    expect(compare(multi, twin)).toEqual({
      light: multi,
      heavy: twin,
      differenceBytes: 0,
      percent: 0,
      times: 1,
    });
  });

  test("an empty image is not infinitely smaller", () => {
    const empty = { name: "scratch", unpackedBytes: 0 };
    expect(compare(empty, multi)).toMatchObject({ percent: 100, times: null });
    expect(compare(empty, empty)).toMatchObject({ percent: 0, times: null });
  });
});
