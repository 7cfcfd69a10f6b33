import { expect, test } from "vitest";
import { toReplace } from "./ceiling";

/** `"a b a"`: three live runs, oldest first, of the learners a, b and a; named a1, b1, a2. */
function live(learners: string) {
  const count = new Map<string, number>();
  return learners
    .split(" ")
    .filter(Boolean)
    .map((learner, startedAt) => {
      count.set(learner, (count.get(learner) ?? 0) + 1);
      return { id: `${learner}${count.get(learner)}`, learner, startedAt };
    });
}

test.each([
  ["nobody runs anything", "", "a", []],
  ["the learner has room", "a b b", "a", []],
  ["the learner's oldest goes", "b a b a", "a", ["a1"]],
  ["all that is too much goes", "a a a", "a", ["a1", "a2"]],
  ["full: the oldest of who has most", "c a b b", "d", ["b1"]],
  ["full, and all have the same: the oldest", "c a b d", "e", ["c1"]],
  ["full: replacing one's own is enough", "a a b c", "a", ["a1"]],
])("%s", (_, runs, learner, gone) => {
  expect(toReplace(live(runs).reverse(), learner, { perLearner: 2, total: 4 })).toEqual(gone);
});
