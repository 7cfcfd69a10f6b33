import { z } from "zod";

const slotReading = z.object({
  id: z.int().nonnegative(),
  /** What its processes hold now: bytes without cache that can be dropped, and counts. */
  memoryBytes: z.number().nonnegative(),
  processes: z.int().nonnegative(),
  openFiles: z.int().nonnegative(),
  /** What they have used, written and met so far. */
  cpuMs: z.number().nonnegative(),
  diskBytes: z.number().nonnegative(),
  files: z.number().nonnegative(),
  oomKills: z.int().nonnegative(),
  forkRefusals: z.int().nonnegative(),
});

/**
 * What the sandbox's meter says: the disk, and the use of each slot, counted since `startedAt` (see
 * `sandbox/README.md`). `engineBytes` and `engineFiles` are what no slot wrote: the engine copies,
 * pulls and exports, and they fall when it frees what others have written.
 */
export const meterReading = z.object({
  startedAt: z.string(),
  /** How often what lets builds reach their package sources has ended, and was started again. */
  egressEnds: z.int().nonnegative(),
  disk: z.object({
    usedBytes: z.number().nonnegative(),
    totalBytes: z.number().nonnegative(),
    usedFiles: z.number().nonnegative(),
    totalFiles: z.number().nonnegative(),
    engineBytes: z.number(),
    engineFiles: z.number(),
  }),
  slots: z.array(slotReading),
});

export type MeterReading = z.infer<typeof meterReading>;
export type SlotReading = z.infer<typeof slotReading>;
