import { describe, expect, it } from "vitest";
import { inOrder, readNumbered } from "./order";

describe("a numbered folder", () => {
  it.each([
    ["02-build-and-run", { number: 2, slug: "build-and-run" }],
    ["10-node24", { number: 10, slug: "node24" }],
  ])("%s reads as %o", (folder, expected) => {
    expect(readNumbered(folder)).toEqual({ folder, ...expected });
  });

  it.each(["2-build", "build", "02_build", "02-", "02-Build", "02-a--b"])(
    "%s is none",
    (folder) => {
      expect(readNumbered(folder)).toBeUndefined();
    },
  );
});

describe("the order of folders", () => {
  it("follows the numbers, not the letters", () => {
    const slugs = inOrder(["100-c", "02-a", "11-b"]).map(({ slug }) => slug);
    expect(slugs).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["a name without a number", ["01-a", "notes"], /notes: expected a name/],
    ["two of one number", ["01-a", "01-b"], /01-a and 01-b/],
    ["two of one slug", ["01-a", "02-a"], /01-a and 02-a/],
  ])("refuses %s", (_, folders, message) => {
    expect(() => inOrder(folders)).toThrow(message);
  });
});
