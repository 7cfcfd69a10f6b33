import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { realHome } from "@/server/build/fixture";

const read = (path: string) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

const list = (path: string) => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};

function descendants(pid: number): number[] {
  // Each thread has the children that it made itself.
  const threads = list(`/proc/${pid}/task`);
  const children = threads
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(" "))
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** The processes of the tests' own sandbox whose command line has such words; no other sandbox's. */
export function sandboxProcesses(words: RegExp): number[] {
  const [keeper = ""] = read(join(realHome, "run/processes")).split("\n");
  return descendants(Number(keeper.split(" ")[0])).filter((pid) =>
    words.test(read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")),
  );
}

/** Kills them as the kernel would, and waits until they are others. */
export function kill(words: RegExp): number[] {
  const pids = sandboxProcesses(words);
  if (pids.length === 0) throw new Error(`no process ${words} in ${realHome}`);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  return pids;
}
