import { describe, expect, test } from "vitest";
import type { MeterReading, SlotReading } from "../sandbox/reading";
import { type Counted, count, counted, limitMet, type Usage, usageOf } from "./usage";

const nothing = usageOf(counted(0));
const slot = (id: number, use: Partial<Usage> = {}): SlotReading => ({ id, ...nothing, ...use });
const reading = (
  slots: SlotReading[],
  engine: { bytes?: number; files?: number } = {},
  startedAt = "then",
): MeterReading => ({
  startedAt,
  egressEnds: 0,
  disk: {
    usedBytes: 0,
    totalBytes: 0,
    usedFiles: 0,
    totalFiles: 0,
    engineBytes: engine.bytes ?? 0,
    engineFiles: engine.files ?? 0,
  },
  slots,
});
const disks = (builds: readonly Counted[]) => builds.map((build) => usageOf(build).diskBytes);

describe("a build is charged", () => {
  test("with what its slot used since its start, and holds now", () => {
    const before = reading([slot(0, { cpuMs: 50, diskBytes: 100, memoryBytes: 7, oomKills: 3 })]);
    const after = reading([slot(0, { cpuMs: 80, diskBytes: 400, memoryBytes: 9, oomKills: 4 })]);
    const [build] = count([counted(0)], before, after);
    expect(build && usageOf(build)).toEqual({
      ...nothing,
      cpuMs: 30,
      diskBytes: 300,
      memoryBytes: 9,
      oomKills: 1,
    });
  });

  test("not with another slot's", () => {
    const [build] = count([counted(0)], reading([slot(1)]), reading([slot(1, { cpuMs: 9 })]));
    expect(build && usageOf(build)).toEqual(nothing);
  });

  test("with a slot that it shares too", () => {
    const after = reading([
      slot(0, { cpuMs: 1, processes: 2 }),
      slot(1, { cpuMs: 4, processes: 3 }),
    ]);
    const [build] = count([{ ...counted(0), slots: [0, 1] }], reading([slot(0), slot(1)]), after);
    expect(build?.used).toMatchObject({ cpuMs: 5, processes: 5 });
  });

  test("from 0 by a meter that was started anew, and keeps what it had", () => {
    const had = { ...counted(0), used: { ...nothing, cpuMs: 100 } };
    const after = reading([slot(0, { cpuMs: 5 })], {}, "now");
    expect(count([had], reading([slot(0, { cpuMs: 900 })]), after)[0]?.used.cpuMs).toBe(105);
  });
});

describe("what the engine wrote", () => {
  const before = reading([slot(0), slot(1), slot(2)]);
  const after = reading([slot(0), slot(1), slot(2)], { bytes: 600, files: 6 });
  const [a, b, c] = [counted(0), counted(1), counted(2)];
  let lastBytes = 0;

  test("is shared by the builds that it copies for", () => {
    const copying = [{ ...a, copies: true }, b, { ...c, copies: true }];
    expect(disks(count(copying, before, after))).toEqual([300, 0, 300]);
  });

  test("is nobody's where it copies for nobody", () => {
    expect(disks(count([a, b, c], before, after))).toEqual([0, 0, 0]);
  });

  test("costs nobody anything where it only seems to fall and rise again", () => {
    let builds: Counted[] = [a, b].map((build) => ({ ...build, copies: true }));
    for (const bytes of [-200, 0, -300, 0, -100, 0]) {
      builds = count(
        builds,
        reading([slot(0), slot(1)], { bytes: lastBytes }),
        reading([slot(0), slot(1)], { bytes }),
      );
      lastBytes = bytes;
    }
    expect(disks(builds)).toEqual([0, 0]);
  });

  test("is given back when it frees, but what a slot wrote is not", () => {
    const [wrote] = count([{ ...a, copies: true }], before, after);
    const freed = reading([slot(0, { diskBytes: 50 })], { bytes: -5000 });
    expect(disks(count(wrote ? [wrote] : [], after, freed))).toEqual([50]);
  });
});

test.each<[string | null, Partial<Usage>]>([
  [null, {}],
  [null, { diskBytes: 9, files: 9, cpuMs: 9, openFiles: 9, memoryBytes: 1e12, processes: 1e6 }],
  ["buildMemory", { oomKills: 1 }],
  ["buildProcesses", { forkRefusals: 1 }],
  ["buildDisk", { diskBytes: 10 }],
  ["buildFiles", { files: 10 }],
  ["buildOpenFiles", { openFiles: 10 }],
  ["buildCpuTime", { cpuMs: 10 }],
])("%s is met by %o", (name, use) => {
  expect(limitMet({ ...nothing, ...use }, () => 10)).toBe(name);
});
