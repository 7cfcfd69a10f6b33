import { describe, expect, it } from "vitest";
import { lessonHref, placeOf, stepHref } from "./navigation";

const steps = [{ slug: "a" }, { slug: "b" }, { slug: "c" }];

describe("the place of a step", () => {
  it.each([
    ["the first", "a", { number: 1, previous: undefined, next: steps[1] }],
    ["one in the middle", "b", { number: 2, previous: steps[0], next: steps[2] }],
    ["the last", "c", { number: 3, previous: steps[1], next: undefined }],
  ])("is known for %s", (_, slug, expected) => {
    expect(placeOf(steps, slug)).toEqual({ step: { slug }, count: 3, ...expected });
  });

  it("is nowhere for a step that does not exist", () => {
    expect(placeOf(steps, "d")).toBeUndefined();
  });
});

describe("addresses", () => {
  it("name the lesson and the step", () => {
    expect(lessonHref("builds")).toBe("/lessons/builds");
    expect(stepHref("builds", "a")).toBe("/lessons/builds/a");
  });
});
