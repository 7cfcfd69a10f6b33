import { expect, test } from "vitest";
import { browse, search } from "./browse";
import type { Change } from "./stack";

const changes: Change[] = [
  { path: "/old", type: "folder", bytes: 50, mode: 0o755, change: "deleted" },
  { path: "/usr/bin", type: "folder", bytes: 0, mode: 0o755, change: "modified" },
  { path: "/usr/bin/node", type: "file", bytes: 40, mode: 0o755, change: "added" },
  { path: "/usr/bin/npm", type: "link", bytes: 0, mode: 0o755, change: "added" },
  { path: "/usr/gone", type: "file", bytes: 9, mode: 0o755, change: "deleted" },
  { path: "/app", type: "folder", bytes: 0, mode: 0o755, change: "added" },
  { path: "/app/index.js", type: "file", bytes: 60, mode: 0o755, change: "added" },
];

test("a folder lists what is right below it, the largest first", () => {
  expect(browse(changes, "/")).toEqual([
    { path: "/app", type: "folder", change: "added", bytes: 60, files: 1 },
    { path: "/old", type: "folder", change: "deleted", bytes: 50, files: 0 },
    { path: "/usr", type: "folder", change: "modified", bytes: 40, files: 2 },
  ]);
  expect(browse(changes, "/usr")).toEqual([
    { path: "/usr/bin", type: "folder", change: "modified", bytes: 40, files: 2 },
    { path: "/usr/gone", type: "file", change: "deleted", bytes: 9, files: 0 },
  ]);
  expect(browse(changes, "/us")).toEqual([]);
});

test("a search finds parts of paths in any case, the largest first", () => {
  expect(search(changes, "BIN/N").map(({ path }) => path)).toEqual([
    "/usr/bin/node",
    "/usr/bin/npm",
  ]);
});
