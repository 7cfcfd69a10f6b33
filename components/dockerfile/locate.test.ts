import { expect, test } from "vitest";
import { locate } from "./locate";

const built = "FROM node:14\nRUN npm install\n\nCOPY . .\n";

test.each<[string, string, number, number | null]>([
  ["untouched", built, 2, 2],
  ["a line was added above", `# note\n${built}`, 2, 3],
  ["a line was taken out above", "RUN npm install\n", 2, 1],
  ["the line itself was edited", "FROM node:14\nRUN npm ci\n", 2, null],
  ["it stands there twice now", "RUN npm install\n# x\nRUN npm install\n", 2, null],
  ["everything is gone", "", 2, null],
  ["the line never was", built, 99, null],
])("%s", (_, now, line, found) => expect(locate(built, now, line)).toBe(found));
