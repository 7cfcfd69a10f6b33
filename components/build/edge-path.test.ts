import { expect, test } from "vitest";
import { arrowPath, edgePath } from "./edge-path";

const box = (left: number, top: number) => ({ left, top, width: 100, height: 40 });

test("an edge crosses the gap to a node on the right, from the middle of one to that of the other", () => {
  expect(edgePath(box(0, 0), box(140, 60))).toBe("M100 20C120 20 120 80 140 80");
});

test("an edge goes around the left of what is between it and a node below, the farther the wider", () => {
  expect(edgePath(box(28, 0), box(28, 50))).toBe("M28 20C8 20 8 70 28 70");
  expect(edgePath(box(28, 0), box(28, 240))).toBe("M28 20C-2 20 -2 260 28 260");
  expect(edgePath(box(28, 0), box(28, 4000))).toBe("M28 20C-6 20 -6 4020 28 4020");
});

test("an arrow arrives from the left", () => {
  expect(arrowPath(box(140, 60))).toBe("M134 76L139 80L134 84");
});
