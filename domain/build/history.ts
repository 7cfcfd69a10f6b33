import { z } from "zod";
import { build } from "./build";

const historyEntry = build
  .pick({ id: true, status: true, createdAt: true, startedAt: true, endedAt: true })
  .extend({
    lesson: z.string().optional(),
    step: z.string().optional(),
    dockerfile: z.string(),
    /** Absent where no image came of it. */
    unpackedBytes: z.int().nonnegative().optional(),
    /** The base images that were stand-ins: its size is not the one that the real ones would give. */
    standIns: z.array(z.string()),
  });

/** `GET /api/builds`: the learner's last builds, the newest first. */
export const buildHistory = z.object({ builds: z.array(historyEntry) });

export type HistoryEntry = z.infer<typeof historyEntry>;

/** The builds of one Dockerfile of a lesson, or of free play. */
export type Lane = {
  readonly lesson: string | undefined;
  readonly dockerfile: string;
  /** Oldest first. */
  readonly builds: readonly HistoryEntry[];
};

/** A history, newest first, by lanes; those of `lesson` come first, then what was built last. */
export function lanesOf(builds: readonly HistoryEntry[], lesson?: string): Lane[] {
  const lanes = new Map<string, HistoryEntry[]>();
  for (const build of builds) {
    const key = JSON.stringify([build.lesson, build.dockerfile]);
    lanes.set(key, [build, ...(lanes.get(key) ?? [])]);
  }
  const all = [...lanes.values()].flatMap((own): Lane[] => {
    const [first] = own;
    return first ? [{ lesson: first.lesson, dockerfile: first.dockerfile, builds: own }] : [];
  });
  const isOwn = (lane: Lane) => (lane.lesson === lesson ? 0 : 1);
  return all.sort((a, b) => isOwn(a) - isOwn(b));
}
