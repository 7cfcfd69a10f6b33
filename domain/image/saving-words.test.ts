import { expect, test } from "vitest";
import { causes } from "./causes";
import type { Saving } from "./saving";
import { causeTitle, causeWords, headline, percentOf } from "./saving-words";

const saving = (differenceBytes: number, bytes: number): Saving => ({
  heavy: { build: "a", unpackedBytes: 1000 },
  light: { build: "b", unpackedBytes: 1000 - differenceBytes },
  differenceBytes,
  causes: [
    {
      cause: "base",
      bytes,
      percent: differenceBytes === 0 ? 0 : (bytes / differenceBytes) * 100,
      groups: [],
      totalGroups: 0,
      lines: [],
    },
  ],
});

test("the largest cause is told first, with its share", () => {
  expect(headline(saving(800, 600))).toBe(
    "75 % of the 800 B that are saved come from one cause: base image.",
  );
  // What another cause puts on again is no more than all.
  expect(headline(saving(800, 900))).toContain("100 %");
  expect(headline(saving(0, 5))).toBe("Both weigh the same, by different things.");
});

test.each([
  [100, "100 %"],
  [99.96, ">99.9 %"],
  [99.62, "99.6 %"],
  [-12.3, "12 %"],
  [0.38, "0.4 %"],
  [0.01, "<0.1 %"],
])("%d is read as %s", (percent, words) => expect(percentOf(percent)).toBe(words));

test("each cause has a title, what it is, and what would change it or who has more", () => {
  for (const cause of causes) {
    expect(causeTitle(cause)).not.toBe("");
    expect(causeWords({ cause, bytes: 1 })).not.toBe(causeWords({ cause, bytes: -1 }));
  }
});
