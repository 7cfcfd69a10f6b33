import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { code, plain } from "@/domain/words";
import Markdown from "./markdown";

/** What stands on the page, tag by tag, with each class left out. */
const html = (markdown: string) =>
  renderToStaticMarkup(<Markdown>{markdown}</Markdown>).replace(/ class="[^"]*"/g, "");
const escaped = (text: string) => renderToStaticMarkup(text);

const hostile = [
  "**x**",
  "*",
  "_a_",
  "~~a~~",
  "<img src=x onerror=alert(1)>",
  "<!-- a",
  "</code><script>alert(1)</script>",
  "`",
  "``",
  "`a` and `b`",
  "a`",
  "````",
  "[a](javascript:alert(1))",
  "![a](https://evil.test/x.png)",
  "<https://evil.test>",
  "https://evil.test",
  "[a]: https://evil.test",
  "# a",
  "- a",
  "> a",
  "1. a",
  "| a | b |",
  "&lt;&#42;",
  "\\",
  "a\\",
  "\\`",
  " a",
  "a ",
  " a ",
  "   ",
  "    a",
  "\ta",
  "package*.json",
  "é\u202e\u2028x",
];

describe.each(hostile)("a name that is %j", (name) => {
  test.each(["", "There is no "])("is shown as it is, after %j", (before) => {
    const markdown = `${before}${code(name)} here, nor ${code("b")}.`;
    const shown = `${before}<code>${escaped(name)}</code> here, nor <code>b</code>.`;
    expect(html(markdown)).toBe(shown);
    expect(plain(markdown)).toBe(`${before}${name} here, nor b.`);
  });

  test("is shown on one line, and so does not end its sentence", () => {
    expect(html(`No ${code(`a\n\n${name}\r\nb`)}.`)).toBe(
      `No <code>${escaped(`a  ${name} b`)}</code>.`,
    );
  });
});

test.each([
  ["*a* and **b**", "<em>a</em> and <strong>b</strong>"],
  ["[a](https://evil.test)", "a"],
  ["![a](https://evil.test/x.png) b", " b"],
  ["a <img src=x onerror=alert(1)> b", "a  b"],
  ["# a", "a"],
  ["<script>alert(1)</script>", ""],
])("outside of a code span %j becomes %j", (markdown, shown) => {
  expect(html(markdown)).toBe(shown);
});
