import { z } from "zod";
import type { LayerEntry } from "./content";
import { stack } from "./stack";

const bytes = z.int().nonnegative();

const differingFile = z.object({
  path: z.string(),
  /** In the first image; absent where it is only in the second. */
  before: bytes.optional(),
  /** In the second image; absent where it is only in the first. */
  after: bytes.optional(),
});

const group = z.object({
  /** How many there are; `files` may hold fewer. */
  count: z.int().nonnegative(),
  /** What the second image has more than the first by them, negative where it has less. */
  bytes: z.int(),
  /** Those that make the most of a difference first. */
  files: z.array(differingFile),
});

/** `GET /api/builds/{id}/changes`: how the final files of two images differ; folders are not told. */
export const fileDiff = z.object({ added: group, removed: group, changed: group });

export type DifferingFile = z.infer<typeof differingFile>;
export type FileDiff = z.infer<typeof fileDiff>;

/**
 * What the second image has that the first has not, and the other way round. A file is another where
 * its kind, size, permissions or target are; bytes are not looked at. Lists at most `atMost` a group.
 */
export function diffFiles(
  first: readonly (readonly LayerEntry[])[],
  second: readonly (readonly LayerEntry[])[],
  atMost: number,
): FileDiff {
  const before = stack(first).seen();
  const after = stack(second).seen();
  const added: DifferingFile[] = [];
  const removed: DifferingFile[] = [];
  const changed: DifferingFile[] = [];
  for (const [path, { entry }] of after) {
    const was = before.get(path)?.entry;
    if (entry.type === "folder") continue;
    if (!was || was.type === "folder") added.push({ path, after: entry.bytes });
    else if (!isSame(was, entry)) changed.push({ path, before: was.bytes, after: entry.bytes });
  }
  for (const [path, { entry }] of before) {
    const is = after.get(path)?.entry;
    if (entry.type !== "folder" && (!is || is.type === "folder")) {
      removed.push({ path, before: entry.bytes });
    }
  }
  return {
    added: groupOf(added, atMost),
    removed: groupOf(removed, atMost),
    changed: groupOf(changed, atMost),
  };
}

function isSame(one: LayerEntry, other: LayerEntry): boolean {
  return (
    one.type === other.type &&
    one.bytes === other.bytes &&
    one.mode === other.mode &&
    one.target === other.target
  );
}

const gain = ({ before = 0, after = 0 }: DifferingFile) => after - before;

function groupOf(files: readonly DifferingFile[], atMost: number): z.infer<typeof group> {
  const sorted = [...files].sort(
    (a, b) => Math.abs(gain(b)) - Math.abs(gain(a)) || (a.path < b.path ? -1 : 1),
  );
  return {
    count: files.length,
    bytes: files.reduce((sum, file) => sum + gain(file), 0),
    files: sorted.slice(0, atMost),
  };
}
