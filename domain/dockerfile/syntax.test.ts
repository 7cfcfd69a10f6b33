import { expect, test } from "vitest";
import { syntaxOf, withBuiltInSyntax } from "./syntax";

test.each([
  ["# syntax=docker/dockerfile:1\nFROM a", { line: 1, builtIn: true }],
  ["#SYNTAX = docker/dockerfile:1.7\r\nFROM a", { line: 1, builtIn: true }],
  ["# escape=`\n# syntax=docker.io/docker/dockerfile\nFROM a", { line: 2, builtIn: true }],
  ["# syntax=docker/dockerfile:1-labs", { line: 1, builtIn: false }],
  ["# syntax=attacker/dockerfile:1", { line: 1, builtIn: false, image: "attacker/dockerfile:1" }],
  ["# syntax=docker/dockerfile:1@sha256:00", { builtIn: false }],
  ["#!/usr/bin/env builder\n# syntax=attacker/x", { line: 2, builtIn: false }],
])("%j", (text, expected) => {
  expect(syntaxOf(text)).toMatchObject(expected);
});

test.each(["FROM a\n# syntax=x/y", "# a comment\n# syntax=x/y", "", "\n# syntax=x/y"])(
  "%j has none",
  (text) => {
    expect(syntaxOf(text)).toBeNull();
  },
);

test("a built-in frontend is not pulled, and lines keep their numbers", () => {
  expect(withBuiltInSyntax("# syntax=docker/dockerfile:1\n# escape=`\nFROM a")).toBe(
    "# builtin=frontend\n# escape=`\nFROM a",
  );
  const other = "# syntax=attacker/x\nFROM a";
  expect(withBuiltInSyntax(other)).toBe(other);
});
