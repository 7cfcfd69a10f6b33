import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { cgroupPaths } from "../slots/cgroup.mjs";
import { countOf } from "./record.mjs";

const text = (path) => readFile(path, "utf8").catch(() => "");
const number = async (path) => Number.parseInt(await text(path), 10) || 0;

/** What the processes of one slot use now: bytes without cache that can be dropped, ms, counts. */
export async function useOf(layout, cgroup) {
  const { unified, memory, pids, cpuacct } = cgroupPaths(layout, cgroup);
  const [bytes, stats, cpu, processes, events, refusals] = await Promise.all(
    unified
      ? [
          number(join(unified, "memory.current")),
          text(join(unified, "memory.stat")),
          text(join(unified, "cpu.stat")).then((found) => countOf(found, "usage_usec") / 1e3),
          number(join(unified, "pids.current")),
          text(join(unified, "memory.events")),
          text(join(unified, "pids.events")),
        ]
      : [
          number(join(memory, "memory.usage_in_bytes")),
          text(join(memory, "memory.stat")),
          number(join(cpuacct, "cpuacct.usage")).then((ns) => ns / 1e6),
          number(join(pids, "pids.current")),
          "",
          text(join(pids, "pids.events")),
        ],
  );
  const idle = countOf(stats, unified ? "inactive_file" : "total_inactive_file");
  return {
    memoryBytes: Math.max(0, bytes - idle),
    cpuMs: Math.round(cpu),
    processes,
    // Version 2 counts what happened below as well; version 1 leaves it to each container.
    oomKills: countOf(events, "oom_kill"),
    forkRefusals: countOf(refusals, "max"),
  };
}

/** How often a container that still runs has met a limit, its processes, and how many files they hold open. */
export async function troubleOf(layout, cgroup) {
  const { unified, memory, pids } = cgroupPaths(layout, cgroup);
  const [kills, refusals, processes] = await Promise.all([
    unified ? "" : text(join(memory, "memory.oom_control")),
    text(join(unified ?? pids, "pids.events")),
    text(join(unified ?? pids, "cgroup.procs")),
  ]);
  const ids = processes.split("\n").filter(Boolean);
  const open = await Promise.all(ids.map(openFilesOf));
  return {
    oomKills: countOf(kills, "oom_kill"),
    forkRefusals: countOf(refusals, "max"),
    openFiles: open.reduce((sum, count) => sum + count, 0),
    pids: ids,
  };
}

// Linux 6.2 and later give the number of open files as the folder's size:
// https://www.kernel.org/doc/html/latest/filesystems/proc.html#proc-pid-fd-list-of-symlinks-to-open-files
async function openFilesOf(pid) {
  const found = await stat(`/proc/${pid}/fd`).catch(() => null);
  return found?.size ?? 0;
}
