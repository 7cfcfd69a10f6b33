import { describe, expect, test } from "vitest";
import { type Draft, draftKey, draftsToDrop, parseDraft } from "./drafts";

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

describe("draftsToDrop", () => {
  const at = (time?: number) => JSON.stringify(time === undefined ? kept : { ...kept, at: time });
  const stored = {
    [draftKey("old")]: at(10),
    [draftKey("new")]: at(90),
    [draftKey("mid")]: at(50),
    [draftKey("undated")]: at(),
    "stagecraft:theme": "dark",
  };
  const wide = { lifetimeMs: 1000, drafts: 10, bytes: 1e6 };
  const dropped = (own: string, now: number, bounds: object) =>
    draftsToDrop(stored, draftKey(own), now, { ...wide, ...bounds }).map((key) => key.slice(17));

  test.each<[string, string, number, object, string[]]>([
    ["nothing while there is room", "new", 100, {}, []],
    ["what is past its lifetime", "new", 100, { lifetimeMs: 50 }, ["mid", "old"]],
    ["but not the one at hand, however old", "old", 2000, {}, ["new", "mid"]],
    [
      "what is above the ceiling, left longest first",
      "new",
      100,
      { drafts: 2 },
      ["old", "undated"],
    ],
    ["what is too large", "mid", 100, { bytes: 5 * at().length }, ["old", "undated"]],
  ])("%s", (_, own, now, bounds, keys) => expect(dropped(own, now, bounds)).toEqual(keys));
});
