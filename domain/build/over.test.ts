import { expect, test } from "vitest";
import { overWords } from "./over";

test.each([
  ["buildMemory", 2 ** 30, "The build needed more memory than one may have: 1 GiB."],
  ["buildTime", 300_000, "The build took longer than one may: 5 min."],
  ["buildFiles", 200_000, "The build made more files than one may: 200,000."],
  ["runMemory", 2 ** 28, "Memory of a running container: 256 MiB."],
] as const)("%s", (name, value, words) => {
  expect(overWords(name, value)).toBe(words);
});
