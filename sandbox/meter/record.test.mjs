import { expect, it } from "vitest";
import { countOf, recordOf } from "./record.mjs";

it("reads a container's record", () => {
  const text =
    "cgroup /s/slot-0/buildkit/x\nfolder 0 0 /data/a b/diff\nfolder 4096 7 /data/c\noom_kill 2\nmax 5\n";
  expect(recordOf(text)).toEqual({
    cgroup: "/s/slot-0/buildkit/x",
    folders: [
      { bytes: 0, files: 0, path: "/data/a b/diff" },
      { bytes: 4096, files: 7, path: "/data/c" },
    ],
    oomKills: 2,
    forkRefusals: 5,
  });
});

it("reads a container that has not ended", () => {
  expect(recordOf("cgroup /s\n")).toMatchObject({ oomKills: 0, forkRefusals: 0, folders: [] });
});

it("reads one value of a cgroup's file", () => {
  expect(countOf("oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", "oom_kill")).toBe(3);
  expect(countOf("low 0\n", "oom_kill")).toBe(0);
});
