import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { compile } from "./compile";

const source = "01-a/step.mdx";

describe("the prose of a lesson", () => {
  it("is Markdown with the vocabulary's words, headings with an id, and titles on fences", async () => {
    const Content = await compile(
      source,
      '## The file\n\n<Task>Do it.</Task>\n\n```text title=".dockerignore"\nnode_modules\n```\n',
      {},
    );
    const html = renderToStaticMarkup(createElement(Content, { components: { Task: Fragment } }));
    expect(html).toContain('<h2 id="the-file">The file</h2>');
    expect(html).toContain("Do it.");
    expect(html).toContain('title=".dockerignore"');
  });

  it.each([
    ["a word that does not exist", "\n\n<Video />", "3:1: <Video> is not a word of the lessons"],
    ["an import", 'import "fs"', "1:1: a lesson has no import or export"],
    ["an export", "export const a = 1", "1:1: a lesson has no import or export"],
    ["an expression in the text", "It is {1 + 1}.", "1:7: a lesson has no {expressions}"],
    ["an expression on its own", "{process.env}", "1:1: a lesson has no {expressions}"],
    ["an expression as an attribute", "<Note title={1}>x</Note>", "1:1: <Note> title"],
    ["a spread", "<Task {...a}>x</Task>", "1:1: <Task> Unrecognized"],
    ["a handler", '<Task onClick="x">x</Task>', "1:1: <Task>"],
    [
      "a file of another step",
      '<FileRef path="a.js" />',
      "1:1: <FileRef> the step has no file a.js",
    ],
    ["a fragment", "<>x</>", "1:1: <> is not a word"],
    [
      "a fence without a language",
      "```\nx\n```",
      '1:1: a fence needs a language of the lessons, not ""',
    ],
    ["a fence that cannot be coloured", "```rust\nx\n```", 'not "rust"'],
  ])("stops at %s, with the file's name and the place", async (_, body, message) => {
    const failure = await compile(source, body, {}).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(failure).toContain(`${source}:`);
    expect(failure).toContain(message);
  });
});
