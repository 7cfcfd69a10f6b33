import { describe, expect, it } from "vitest";
import { lessonMatter } from "@/domain/lesson/schema";
import { readMatter } from "./matter";

const file = "01-a/lesson.mdx";

describe("front matter", () => {
  it("is taken off, and the prose keeps its line numbers", () => {
    const read = readMatter(file, "---\ntitle: A\nsummary: B\n---\n\nWords.\n", lessonMatter);
    expect(read.matter).toEqual({ title: "A", summary: "B" });
    expect(read.body).toBe("\n\n\n\n\nWords.\n");
  });

  it.each([
    ["none", "Words.\n", "expected front matter"],
    ["a key too many", "---\ntitle: A\nsummary: B\ncolour: red\n---\n", "colour"],
    ["a key too few", "---\ntitle: A\n---\n", "summary"],
    ["YAML that is none", "---\ntitle: [\n---\n", "lesson.mdx"],
  ])("names the file where there is %s", (_, text, message) => {
    expect(() => readMatter(file, text, lessonMatter)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${file}: .*`, "s")) }),
    );
    expect(() => readMatter(file, text, lessonMatter)).toThrow(message);
  });
});
