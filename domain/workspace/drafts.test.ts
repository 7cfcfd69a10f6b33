import { describe, expect, test } from "vitest";
import { type Draft, draftKey, parseDraft } from "./drafts";

const kept: Draft = { version: 1, step: "build", left: { build: { Dockerfile: "FROM node:14" } } };

describe("parseDraft", () => {
  test("reads what was written", () => {
    expect(parseDraft(JSON.stringify(kept))).toEqual(kept);
  });

  test.each<[string, string | null]>([
    ["nothing", null],
    ["no JSON", "{"],
    ["another version", JSON.stringify({ ...kept, version: 2 })],
    ["a file that is not text", JSON.stringify({ ...kept, left: { build: { Dockerfile: 1 } } })],
    ["a field too many", JSON.stringify({ ...kept, token: "x" })],
    ["a list", "[]"],
  ])("drops %s", (_, stored) => expect(parseDraft(stored)).toBeNull());
});

test("lessons have drafts of their own", () => {
  expect(draftKey("a")).not.toBe(draftKey("b"));
});
