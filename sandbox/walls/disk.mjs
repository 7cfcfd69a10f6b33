import { readFileSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";

/** The engine's data has a disk of its own, which can't grow into the host's. */
export const diskWall = [
  {
    wall: "disk",
    claim: "the data lives on a disk of fixed size",
    async prove({ facts, home, inside }) {
      const { path, totalBytes } = facts.disk;
      const { size, blocks } = statSync(join(home, "disk.ext4"));
      const statfs = statfsSync(path);
      const bytes = statfs.blocks * statfs.bsize;
      const mounted = readFileSync("/proc/self/mounts", "utf8")
        .split("\n")
        .some((line) => /^\/dev\/loop\d+ /.test(line) && line.split(" ")[1] === path);
      const { output } = await inside.docker("run", "--rm", "node:14-alpine", "df", "-P", "/");
      const insideBytes = Number(output.split("\n").at(-1).split(/\s+/)[1]) * 1024;
      const holds =
        mounted && size === totalBytes && bytes <= totalBytes && insideBytes <= totalBytes;
      const reserved = `${Math.min(100, Math.round((blocks * 51200) / size))} % of it reserved`;
      return {
        holds,
        seen: `${(insideBytes / 1e9).toFixed(1)} GB inside, a file of ${(size / 1e9).toFixed(1)} GB outside, ${reserved}`,
      };
    },
  },
];
