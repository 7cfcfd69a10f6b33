import { expect, test } from "vitest";
import { code, plain } from "./words";

test.each([
  ["npm install", "`npm install`"],
  ["package*.json", "`package*.json`"],
  ["a`b", "``a`b``"],
  ["`", "`` ` ``"],
  ["a``", "``` a`` ```"],
  [" a", "`  a `"],
  ["  ", "`  `"],
  ["a\nb\r\nc\rd", "`a b c d`"],
  ["", '`""`'],
])("%j is named %j", (text, span) => expect(code(text)).toBe(span));

test.each(["x", "`", "``a`", "a`", " a ", "  ", "\t", "\\", "$1", "$&", "**x**", "\u2028"])(
  "%j is read as it is written",
  (text) => expect(plain(`No ${code(text)}, but ${code("b")}.`)).toBe(`No ${text}, but b.`),
);

test.each(["It's done.", "a ` alone", "`` two and ` one", ""])("%j has no span", (text) => {
  expect(plain(text)).toBe(text);
});
