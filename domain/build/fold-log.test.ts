import { describe, expect, test } from "vitest";
import { appendLog, emptyLog, keptLines } from "./fold-log";

const read = (...chunks: string[]) => chunks.reduce(appendLog, emptyLog);

describe("appendLog", () => {
  test.each<[string, string[], string[]]>([
    ["whole lines", ["one\ntwo\n"], ["one", "two"]],
    ["a line in pieces", ["added 57 ", "pack", "ages\n"], ["added 57 packages"]],
    ["an unfinished last line", ["one\ntw"], ["one", "tw"]],
    ["blank lines stay", ["one\n\ntwo\n"], ["one", "", "two"]],
    ["a blank line of its own", ["one\n", "\n", "two"], ["one", "", "two"]],
    ["Windows line endings", ["one\r\ntwo\r\n"], ["one", "two"]],
    ["a line ending cut in two", ["one\r", "\ntwo"], ["one", "two"]],
    ["a carriage return writes over the line", ["10 %\r50 %\r100 %\n"], ["100 %"]],
    ["also across events", ["10 %\r", "50 %\r", "100 %"], ["100 %"]],
    ["a carriage return at the end keeps the line", ["50 %\r", "\r\n"], ["50 %"]],
    ["colours are taken off", ["\u001b[31mnpm ERR!\u001b[0m code 1\n"], ["npm ERR! code 1"]],
    ["a colour cut in two", ["\u001b[3", "1mred\u001b", "[0m\n"], ["red"]],
    ["links are taken off", ["\u001b]8;;https://a.b\u0007docs\u001b]8;;\u0007"], ["docs"]],
    ["other controls are taken off", ["a\u0000b\u0008c\td"], ["abc\td"]],
    ["markup is text", ["<b>&amp;</b>\n"], ["<b>&amp;</b>"]],
  ])("%s", (_, chunks, lines) => expect(read(...chunks).lines).toEqual(lines));

  test("keeps the last lines and counts the others", () => {
    const log = read(Array.from({ length: keptLines + 20 }, (_, i) => `line ${i}\n`).join(""));
    expect(log.lines).toHaveLength(keptLines);
    expect(log.lines[0]).toBe("line 20");
    expect(log.dropped).toBe(20);
    expect(appendLog(log, "last\n")).toMatchObject({ dropped: 21 });
  });

  test("a line without end is cut", () => {
    expect(read("x".repeat(100_000)).lines[0]).toHaveLength(2000);
  });
});
