import { describe, expect, it } from "vitest";
import { copyText, excerpt, fenceLanguage, fileLanguage, readSpan } from "./code";

describe("what a copy button copies", () => {
  it.each([
    ["a command, without a newline", "docker images\n", "shellscript", "docker images"],
    ["commands, with newlines between only", "mkdir a\ncd a\n", "shellscript", "mkdir a\ncd a"],
    ["a file, with one newline at its end", "a\nb", "javascript", "a\nb\n"],
    ["a file that ends in three, with one", "a\n\n\n", "dockerfile", "a\n"],
    ["leading and inner space as it is", "  a\n\n  b\n", "json", "  a\n\n  b\n"],
  ] as const)("%s", (_, code, language, copied) => {
    expect(copyText(code, language)).toBe(copied);
  });
});

describe("the language of a file", () => {
  it.each([
    ["Dockerfile", "dockerfile"],
    ["Dockerfile.simple", "dockerfile"],
    ["api/prod.dockerfile", "dockerfile"],
    ["index.js", "javascript"],
    ["src/server.mjs", "javascript"],
    ["package.json", "json"],
    ["run.sh", "shellscript"],
    [".dockerignore", "text"],
    ["dockerfiles.md", "text"],
  ])("%s is %s", (path, language) => {
    expect(fileLanguage(path)).toBe(language);
  });
});

describe("the language of a fence", () => {
  it.each([
    ["sh", "shellscript"],
    ["js", "javascript"],
    ["rust", undefined],
    ["toString", undefined],
  ])("%s is %s", (name, language) => {
    expect(fenceLanguage(name)).toBe(language);
  });
});

describe("lines of a file", () => {
  it.each([
    ["19-36", { from: 19, to: 36 }],
    ["7", { from: 7, to: 7 }],
    ["3-2", undefined],
    ["0-2", undefined],
    ["all", undefined],
  ])("%s reads as %o", (text, span) => {
    expect(readSpan(text)).toEqual(span);
  });

  it("are cut out with both ends", () => {
    expect(excerpt("a\nb\nc\nd\n", { from: 2, to: 3 })).toBe("b\nc");
  });

  it("must exist", () => {
    expect(excerpt("a\nb\n", { from: 2, to: 3 })).toBeUndefined();
  });
});
