import { expect, test } from "vitest";
import { newTail } from "./tail";

function tailOf(max: number, ...texts: string[]) {
  const tail = newTail(max);
  for (const text of texts) tail.add(text);
  return tail;
}

test.each([
  ["nothing", 8, [], 0, { from: 0, text: "" }],
  ["all that fits", 8, ["ab", "c\n"], 0, { from: 0, text: "abc\n" }],
  ["what is new", 8, ["ab", "c\n"], 2, { from: 2, text: "c\n" }],
  ["nothing new", 8, ["abc\n"], 4, { from: 4, text: "" }],
  ["nothing for a position that is not there yet", 8, ["abc\n"], 9, { from: 4, text: "" }],
  ["whole lines where some are gone", 8, ["one\ntwo\nthree\n"], 0, { from: 8, text: "three\n" }],
  ["a line that fits exactly", 6, ["one\nthree\n"], 0, { from: 4, text: "three\n" }],
  ["the end of a line that is too long", 4, ["abcdefgh"], 0, { from: 4, text: "efgh" }],
  ["the end of it though a newline ends it", 4, ["abcdefg\n"], 0, { from: 4, text: "efg\n" }],
  ["no half of a character", 4, ["a😀😀x"], 0, { from: 3, text: "😀x" }],
])("gives %s", (_, max, texts, position, expected) => {
  expect(tailOf(max, ...texts).after(position)).toEqual(expected);
});

test("counts what is gone", () => {
  expect(tailOf(4, "abc\n", "def\n").end).toBe(8);
});

test("never holds more than its bound", () => {
  const tail = newTail(100);
  for (let at = 0; at < 500; at++) {
    tail.add("x".repeat(at % 37) + (at % 5 ? "" : "\n"));
    expect(tail.after(0).text.length).toBeLessThanOrEqual(100);
  }
});
