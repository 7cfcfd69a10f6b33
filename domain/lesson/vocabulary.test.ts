import { describe, expect, it } from "vitest";
import { wordProblem } from "./vocabulary";

const files = { "index.js": "a\nb\nc\nd\n" };

describe("the vocabulary of the lessons", () => {
  it.each([
    ["Task", {}],
    ["Note", { title: "Why" }],
    ["Snippet", { file: "index.js" }],
    ["Snippet", { file: "index.js", lines: "2-4", mark: "3" }],
    ["FileRef", { path: "index.js" }],
    ["Figure", { name: "two-stages" }],
    ["kbd", {}],
  ])("has <%s> with %o", (name, attributes) => {
    expect(wordProblem(name, attributes, files)).toBeUndefined();
  });

  it.each([
    [
      "a word that it does not have",
      "Video",
      {},
      /<Video> is not a word of the lessons; there are Task/,
    ],
    ["an element of HTML", "script", {}, /<script> is not a word/],
    ["a name that objects inherit", "toString", {}, /<toString> is not a word/],
    ["a note without a title", "Note", {}, /<Note> title/],
    ["an attribute that a word does not take", "Task", { style: "x" }, /<Task> .*style/],
    ["lines that run backwards", "Snippet", { file: "a", lines: "9-2" }, /<Snippet> lines/],
    ["an expression", "Snippet", { file: { type: "mdxJsxAttributeValueExpression" } }, /file/],
    [
      "a file that the step does not have",
      "FileRef",
      { path: "main.js" },
      /the step has no file main.js/,
    ],
    [
      "lines that the file does not have",
      "Snippet",
      { file: "index.js", lines: "3-5" },
      /no lines 3-5/,
    ],
    ["marks that the file does not have", "Snippet", { file: "index.js", mark: "5" }, /no lines 5/],
    ["a figure that nobody drew", "Figure", { name: "whale" }, /<Figure> name/],
  ])("refuses %s", (_, name, attributes, message) => {
    expect(wordProblem(name, attributes, files)).toMatch(message);
  });
});
