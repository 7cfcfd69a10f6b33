import { takes } from "../workspace/sources";
import type { FileChange } from "./reuse";

type Digests = Readonly<Record<string, string>>;

/**
 * What changed among the files of a context that these sources take, by path. A file that went while
 * one of the same text came was renamed. The context is text, so that no file's mode can change.
 */
export function fileChanges(
  sources: readonly string[],
  before: Digests,
  after: Digests,
): FileChange[] {
  const old = taken(sources, before);
  const now = taken(sources, after);
  const gone = new Map([...old].filter(([path]) => !now.has(path)));
  const changes: FileChange[] = [];
  for (const [path, digest] of now) {
    const was = old.get(path);
    if (was === digest) continue;
    if (was !== undefined) {
      changes.push({ path, change: "changed" });
      continue;
    }
    const from = [...gone].find(([, other]) => other === digest)?.[0];
    if (from === undefined) changes.push({ path, change: "added" });
    else {
      gone.delete(from);
      changes.push({ path, change: "renamed", from });
    }
  }
  for (const path of gone.keys()) changes.push({ path, change: "removed" });
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function taken(sources: readonly string[], files: Digests): Map<string, string> {
  return new Map(Object.entries(files).filter(([path]) => takes(sources, path)));
}
