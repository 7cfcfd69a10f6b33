import { expect, test } from "vitest";
import { type HistoryEntry, lanesOf } from "./history";

const entry = (id: string, dockerfile: string, lesson?: string): HistoryEntry => ({
  id,
  status: "finished",
  createdAt: "2026-01-01T00:00:00Z",
  lesson,
  dockerfile,
  standIns: [],
});

test("builds stand by Dockerfile and lesson, each oldest first, those of the lesson at hand first", () => {
  const newestFirst = [
    entry("5", "Dockerfile"),
    entry("4", "Dockerfile", "l"),
    entry("3", "Dockerfile.simple", "l"),
    entry("2", "Dockerfile", "l"),
    entry("1", "Dockerfile"),
  ];
  const ids = lanesOf(newestFirst, "l").map(({ lesson, builds }) => [
    lesson,
    builds.map(({ id }) => id).join(),
  ]);
  expect(ids).toEqual([
    ["l", "2,4"],
    ["l", "3"],
    [undefined, "1,5"],
  ]);
});
