import type { LimitName } from "../limits";
import type { MeterReading, SlotReading } from "../sandbox/reading";

/** What a build uses now (memory, processes, open files) and has used since its start (the rest). */
export type Usage = Omit<SlotReading, "id">;

/** A build whose use is counted from reading to reading. */
export type Counted = {
  /** Its own slot, and others where an instruction runs on that it shares with a build that has ended. */
  readonly slots: readonly number[];
  /** The engine itself copies for it, so that what it writes may be this build's. */
  readonly copies: boolean;
  /** What its slots used. */
  readonly used: Usage;
  /** Its share of what the engine wrote; below 0 for a while, see `slack`. */
  readonly engine: { readonly bytes: number; readonly files: number };
};

const nothing: Usage = {
  memoryBytes: 0,
  processes: 0,
  openFiles: 0,
  cpuMs: 0,
  diskBytes: 0,
  files: 0,
  oomKills: 0,
  forkRefusals: 0,
};
const fresh = { used: nothing, engine: { bytes: 0, files: 0 } } as const;

/** A build that has used nothing yet. */
export function counted(slot: number): Counted {
  return { slots: [slot], copies: false, ...fresh };
}

/** All that a build uses and has used. */
export function usageOf({ used, engine }: Counted): Usage {
  return {
    ...used,
    diskBytes: used.diskBytes + Math.max(0, engine.bytes),
    files: used.files + Math.max(0, engine.files),
  };
}

/**
 * How far below 0 a share may fall. The disk is looked at before the folders on it are counted, so that
 * what is written meanwhile lowers the engine's part, and raises it again at the next look. What the
 * engine frees is nobody's to use up beyond that.
 */
const slack = { bytes: -512 * 1024 ** 2, files: -50_000 };

/**
 * Every build after one more reading. What a slot wrote is its build's. What the engine wrote is
 * shared by the builds that it copies for; where it copies for none, it is no build's. A meter that was
 * started anew counts from 0 again.
 */
export function count<T extends Counted>(
  builds: readonly T[],
  before: MeterReading,
  after: MeterReading,
): T[] {
  const anew = before.startedAt !== after.startedAt;
  const copying = builds.filter(({ copies }) => copies).length;
  const grown = (key: "engineBytes" | "engineFiles") =>
    (after.disk[key] - (anew ? 0 : before.disk[key])) / copying;
  return builds.map((build) => {
    const used = build.slots.reduce(
      (sum, id) => add(sum, slotIn(after, id), anew ? nothing : slotIn(before, id)),
      { ...build.used, memoryBytes: 0, processes: 0, openFiles: 0 },
    );
    if (!build.copies) return { ...build, used };
    const engine = {
      bytes: Math.max(slack.bytes, build.engine.bytes + grown("engineBytes")),
      files: Math.max(slack.files, build.engine.files + grown("engineFiles")),
    };
    return { ...build, used, engine };
  });
}

function add(sum: Usage, now: Usage, then: Usage): Usage {
  return {
    memoryBytes: sum.memoryBytes + now.memoryBytes,
    processes: sum.processes + now.processes,
    openFiles: sum.openFiles + now.openFiles,
    cpuMs: sum.cpuMs + now.cpuMs - then.cpuMs,
    diskBytes: Math.max(0, sum.diskBytes + now.diskBytes - then.diskBytes),
    files: Math.max(0, sum.files + now.files - then.files),
    oomKills: sum.oomKills + now.oomKills - then.oomKills,
    forkRefusals: sum.forkRefusals + now.forkRefusals - then.forkRefusals,
  };
}

function slotIn({ slots }: MeterReading, slot: number): Usage {
  return slots.find(({ id }) => id === slot) ?? nothing;
}

/** Whether a disk has no room for anybody: less than a small write needs. */
export function isFull({ usedBytes, totalBytes, usedFiles, totalFiles }: MeterReading["disk"]) {
  return totalBytes - usedBytes < 64 * 1024 ** 2 || totalFiles - usedFiles < 1000;
}

/** The limit that a build has met, if any, by what its cgroup and its disk say. */
export function limitMet(usage: Usage, ceiling: (name: LimitName) => number): LimitName | null {
  if (usage.oomKills > 0) return "buildMemory";
  if (usage.forkRefusals > 0) return "buildProcesses";
  if (usage.diskBytes >= ceiling("buildDisk")) return "buildDisk";
  if (usage.files >= ceiling("buildFiles")) return "buildFiles";
  if (usage.openFiles >= ceiling("buildOpenFiles")) return "buildOpenFiles";
  if (usage.cpuMs >= ceiling("buildCpuTime")) return "buildCpuTime";
  return null;
}
