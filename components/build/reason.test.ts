import { expect, test } from "vitest";
import type { FileChange } from "@/domain/build/reuse";
import { reasonWords } from "./reason";

test("files are named with what became of them, and counted where there are many", () => {
  const files: FileChange[] = [
    { path: "a.js", change: "changed" },
    { path: "c.js", change: "renamed", from: "b.js" },
    { path: "d.js", change: "added" },
    { path: "e.js", change: "removed" },
  ];
  const words = "a.js changed, b.js renamed to c.js, d.js added, 1 more file";
  expect(reasonWords({ why: "files", files })).toEqual({ words });
});

test("a reason that lies in another line leads there", () => {
  expect(reasonWords({ why: "earlier", line: 3 })).toMatchObject({ line: 3 });
  expect(reasonWords({ why: "stage", stage: "builder", line: 4 })).toEqual({
    words: "stage builder changed, from line 4",
    line: 4,
  });
  expect(reasonWords({ why: "line" })).toEqual({ words: "this line changed" });
});
