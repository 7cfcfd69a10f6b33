import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Slot } from "@/domain/sandbox/sandbox";

/**
 * How often the kernel has ended a process of a slot for its memory; 0 where the slot doesn't tell.
 * Under cgroup v1 the parent counts no kills of its children, only that the limit was met, so compare
 * before and after, and only ask where a process was killed.
 */
export async function outOfMemory(slot: Slot | null): Promise<number> {
  const { unified, memory } = slot?.cgroupPaths ?? {};
  if (unified) return number(/^oom_kill (\d+)$/m, await text(join(unified, "memory.events")));
  if (memory) return number(/^(\d+)$/m, await text(join(memory, "memory.failcnt")));
  return 0;
}

async function text(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

function number(pattern: RegExp, within: string): number {
  return Number(pattern.exec(within)?.[1] ?? 0);
}
