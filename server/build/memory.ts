import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Slot } from "@/domain/sandbox/sandbox";

/** Watches whether the processes of a slot run into its memory limit. */
export type MemoryWatch = { limitMet(): Promise<boolean> };

/**
 * Looks from now on. Under cgroup v2 the slot counts the kills of its children. Under v1 it does not:
 * there its highest use tells, which is put back first; who may not do that sees it once only.
 */
export async function watchMemory(slot: Slot | null): Promise<MemoryWatch> {
  const { unified, memory } = slot?.cgroupPaths ?? {};
  if (unified) {
    const kills = () => number(join(unified, "memory.events"), /^oom_kill (\d+)$/m);
    const before = await kills();
    return { limitMet: async () => (await kills()) > before };
  }
  if (!memory || !slot) return { limitMet: async () => false };
  const file = join(memory, "memory.max_usage_in_bytes");
  await writeFile(file, "0").catch(() => {});
  const peak = () => number(file, /(\d+)/);
  const before = await peak();
  // The kernel kills within a few pages of the limit.
  const met = slot.memoryBytes * 0.98;
  return { limitMet: async () => before < met && (await peak()) >= met };
}

async function number(file: string, pattern: RegExp): Promise<number> {
  const text = await readFile(file, "utf8").catch(() => "");
  return Number(pattern.exec(text)?.[1] ?? 0);
}
