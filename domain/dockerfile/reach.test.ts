import { expect, test } from "vitest";
import { chainOf, reachable, shippedStage } from "./reach";
import { outlineOf } from "./stages";

const { stages } = outlineOf(`FROM a AS deps
FROM deps AS build
FROM a AS docs
FROM b AS files
COPY --from=build /x /x
FROM files
`);
const named = (name: string | null) => {
  const stage = shippedStage(stages, name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
};

test("without a target the last stage is shipped", () => {
  expect(named(null).index).toBe(4);
  expect(named("docs").index).toBe(2);
  expect(named("0").index).toBe(0);
  expect(shippedStage(stages, "nope")).toBeNull();
  expect(shippedStage([], null)).toBeNull();
});

test("a stage that nothing needs is not reached", () => {
  expect([...reachable(stages, named(null))].sort()).toEqual([0, 1, 3, 4]);
  expect([...reachable(stages, named("build"))].sort()).toEqual([0, 1]);
});

test("an image consists of its stage and those below", () => {
  expect(chainOf(stages, named(null)).map(({ name }) => name)).toEqual(["files", "4"]);
  expect(chainOf(stages, named("build")).map(({ name }) => name)).toEqual(["deps", "build"]);
});
