import { describe, expect, test } from "vitest";
import { growthFault } from "./growth";
import { outlineOf } from "./stages";

const faultOf = (text: string, buildArgs = {}) =>
  growthFault(outlineOf(text, buildArgs), buildArgs, text);
const doubled = (keyword: string, more = "") =>
  Array.from({ length: 30 }, (_, at) => `${keyword} A${at + 1}=$A${at}\${A${at}}${more}`).join(
    "\n",
  );

describe("variables that make each other grow are refused, at the line where it is too much:", () => {
  test.each([
    ["ENV", `FROM node:14\n${doubled("ENV")}`],
    ["ARG before FROM", `${doubled("ARG")}\nFROM node:14`],
    ["ARG", `FROM node:14\n${doubled("ARG")}`],
    ["ONBUILD ENV", `FROM node:14 AS a\n${doubled("ONBUILD ENV")}\nFROM a`],
    ["with a space", `FROM node:14\n${doubled("ENV").replaceAll("=", " ")}`],
    ["over lines", `FROM node:14\n${doubled("ENV", "\\\n$A0").replaceAll("$A", '"$A')}`],
    ["one that is itself", `FROM node:14\n${"ENV A=$A$A\n".repeat(30)}`],
    ["over stages", `FROM node:14 AS s0\nENV A=x\n${"FROM s0 AS s0\nENV A=$A$A\n".repeat(30)}`],
    ["by replacing", `FROM node:14\nENV A=xxxxxxxxxxxx\n${`ENV A=\${A//x/$A}\n`.repeat(5)}`],
    ["many that are long", `FROM node:14\nENV A=${"x".repeat(6000)}\n${"ENV B=$A\n".repeat(20)}`],
    [
      "in a file of the Dockerfile's own",
      `FROM node:14\nENV A=${"x".repeat(6000)}\nCOPY <<E /a\n# ${"$A".repeat(20)}\nE\n`,
    ],
    ["at once", `FROM node:14\nENV A=${"x".repeat(6000)}\nLABEL a=${"$A".repeat(20)}`],
  ])("%s", (_, text) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({ kind: "limit", limit: { name: "variableBytes" } });
    expect(fault?.line).toBeGreaterThan(1);
  });

  test("a build argument", () => {
    const text = `ARG A\nFROM node:14\nARG A\nLABEL a=${"$A".repeat(20)}`;
    expect(faultOf(text)).toBeNull();
    expect(faultOf(text, { A: "x".repeat(4096) })).toMatchObject({ line: 4 });
  });
});

test.each([
  ["FROM node:14\nENV PATH=/app/bin:$PATH\nENV PATH=/more:$PATH\n"],
  [`ARG V=14\nFROM node:\${V}-alpine\nENV NODE_ENV=production PORT=3000 HOME=/home/$USER\n`],
  [`FROM node:14\n${"ENV PATH=/x:$PATH\n".repeat(40)}`],
  ["FROM node:14\nENV A=x\nCOPY <<E /a\nexport B=$A C=$HOME\nE\n"],
  [`FROM node:14\nENV A=xxxxxxxx\nRUN ${"echo $A && ".repeat(1000)} true\n`],
])("%j is as files are", (text) => {
  expect(faultOf(text)).toBeNull();
});
