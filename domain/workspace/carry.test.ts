import { describe, expect, test } from "vitest";
import type { Files } from "../lesson/files";
import { type Course, enter, leave, sameFiles } from "./carry";
import type { Draft } from "./drafts";

const given = {
  "index.js": ["app v1"],
  Dockerfile: ["FROM one", "FROM two"],
  "Dockerfile.simple": ["FROM simple"],
};
const first: Course = { step: "first", start: { "index.js": "app v1" }, given };
const second: Course = {
  step: "second",
  start: { "index.js": "app v1", Dockerfile: "FROM one" },
  given,
};
const third: Course = {
  step: "third",
  start: { "index.js": "app v1", Dockerfile: "FROM two", "Dockerfile.simple": "FROM simple" },
  given,
};

/** Walks the steps in order, editing what is said at each, and returns the draft. */
function walk(...visits: [Course, Files][]): Draft | null {
  return visits.reduce<Draft | null>(
    (draft, [course, edits]) => leave(course, draft, { ...enter(course, draft), ...edits }),
    null,
  );
}

describe("enter", () => {
  test.each<[string, [Course, Files][], Course, Files]>([
    ["a first visit shows the start", [], second, second.start],
    ["untouched files follow the course", [[second, {}]], third, third.start],
    [
      "a file typed as the course has it follows the course",
      [[second, { Dockerfile: "FROM two" }]],
      third,
      third.start,
    ],
    [
      "a file of the learner's own stays, new ones are added",
      [[second, { Dockerfile: "FROM mine" }]],
      third,
      { ...third.start, Dockerfile: "FROM mine" },
    ],
    [
      "it stays through a step that does not know it",
      [
        [third, { "Dockerfile.simple": "FROM mine" }],
        [first, {}],
      ],
      third,
      { ...third.start, "Dockerfile.simple": "FROM mine" },
    ],
    [
      "the newest of the learner's own texts counts, wherever it was written",
      [
        [second, { Dockerfile: "FROM mine" }],
        [third, { Dockerfile: "FROM mine again" }],
      ],
      second,
      { ...second.start, Dockerfile: "FROM mine again" },
    ],
    [
      "a reload keeps what equals the solution",
      [[second, { Dockerfile: "FROM two" }]],
      second,
      { ...second.start, Dockerfile: "FROM two" },
    ],
    [
      "so does leaving the step and coming back",
      [
        [second, { Dockerfile: "FROM two" }],
        [third, {}],
      ],
      second,
      { ...second.start, Dockerfile: "FROM two" },
    ],
    [
      "an untouched file of a later step does not come back with the learner",
      [[third, {}]],
      first,
      first.start,
    ],
  ])("%s", (_, visits, course, files) => expect(enter(course, walk(...visits))).toEqual(files));

  test("a file emptied by the learner stays empty", () => {
    expect(enter(third, walk([second, { Dockerfile: "" }]))).toMatchObject({ Dockerfile: "" });
  });

  test("a reset is remembered too", () => {
    const draft = leave(second, walk([second, { Dockerfile: "FROM mine" }]), second.start);
    expect(enter(second, draft)).toEqual(second.start);
    expect(enter(third, draft)).toEqual(third.start);
  });
});

test("a step's draft holds only what differs from its start", () => {
  expect(walk([second, { Dockerfile: "FROM mine" }])).toEqual({
    version: 1,
    step: "second",
    left: { second: { Dockerfile: "FROM mine" } },
  });
});

test.each<[Files, Files, boolean]>([
  [{ a: "1" }, { a: "1" }, true],
  [{ a: "1", b: "2" }, { b: "2", a: "1" }, true],
  [{ a: "1" }, { a: "2" }, false],
  [{ a: "1" }, { a: "1", b: "2" }, false],
  [{ a: "1", b: "2" }, { a: "1" }, false],
])("sameFiles(%o, %o) is %s", (a, b, same) => expect(sameFiles(a, b)).toBe(same));
