import { expect, test } from "vitest";
import { stageGraph } from "@/domain/build/stage-graph";
import { edgeWords, fateWords, stageTitle, stepWords } from "./stage-words";

const text =
  "FROM node:14 AS builder\nRUN a\nFROM alpine\nCOPY --from=builder / /\nCOPY --from=nginx / /";
const { nodes = [], edges = [] } = stageGraph({ text }, null, 0) ?? {};
const [builder, final] = nodes;

test("a stage is called by its name, or by its place", () => {
  expect(nodes.map(stageTitle)).toEqual(["builder", "Stage 2"]);
});

test("what is carried is said with its bytes, once they are known, and with its source", () => {
  expect(edges.map((edge) => edgeWords(edge, nodes))).toEqual([
    "copies from builder",
    "copies from nginx",
  ]);
  expect(edges.map((edge) => edgeWords({ ...edge, bytes: 2_415_806 }, nodes))[0]).toBe(
    "copies 2.4 MB from builder",
  );
  const mount = { from: { stage: 1 }, kind: "mount" } as const;
  expect(edgeWords(mount, nodes)).toBe("mounts Stage 2");
});

test.each([
  [{ done: 0, cached: 0, total: 0 }, ""],
  [{ done: 0, cached: 0, total: 1 }, "0 of 1 step"],
  [{ done: 2, cached: 1, total: 4 }, "2 of 4 steps"],
  [{ done: 4, cached: 0, total: 4 }, "4 steps"],
  [{ done: 4, cached: 2, total: 4 }, "4 steps, 2 cached"],
  [{ done: 4, cached: 4, total: 4 }, "4 steps, cached"],
])("steps %o read %j", (steps, words) => {
  if (!builder) throw new Error("no stage");
  expect(stepWords({ ...builder, steps })).toBe(words);
});

test.each([
  ["running", "stays behind", "becomes the image"],
  ["finished", "left behind", "the image"],
  ["failed", "", ""],
] as const)("what becomes of the stages of a build that is %s", (status, behind, image) => {
  expect(builder && fateWords(builder.fate, status)).toBe(behind);
  expect(final && fateWords(final.fate, status)).toBe(image);
  expect(fateWords("skipped", status)).toBe("not needed, so not built");
});
