import { expect, test } from "vitest";
import { addLog } from "./events";

test.each([
  ["goes on", { from: 0, text: "ab" }, { from: 2, text: "cd" }, { from: 0, text: "abcd" }],
  [
    "overlaps after a reconnect",
    { from: 0, text: "abc" },
    { from: 1, text: "bcd" },
    { from: 0, text: "abcd" },
  ],
  ["says nothing new", { from: 0, text: "abc" }, { from: 1, text: "b" }, { from: 0, text: "abc" }],
  ["comes after a gap", { from: 0, text: "ab" }, { from: 5, text: "x" }, { from: 5, text: "x" }],
  ["comes first", { from: 0, text: "" }, { from: 9, text: "x" }, { from: 9, text: "x" }],
  [
    "starts earlier than what is held",
    { from: 5, text: "x" },
    { from: 0, text: "abcdex" },
    { from: 0, text: "abcdex" },
  ],
])("an event that %s", (_, held, event, after) => {
  expect(addLog(held, event)).toEqual(after);
});
