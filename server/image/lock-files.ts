import type { LayerEntry } from "@/domain/image/content";
import { devPackagesOf } from "@/domain/image/packages";

const names = /\/(?:package-lock|node_modules\/\.package-lock)\.json$/;
/** A lock file of a thousand packages has half a megabyte. */
const atMostBytes = 8 * 1024 ** 2;
/** A layer of ours has one or two; who packs more learns less. */
const atMostFiles = 20;

/** Chooses the lock files of npm in one layer that are read, and gathers what they say. */
export function newLockFiles() {
  let chosen = 0;
  const packages = new Set<string>();
  return {
    wants({ path, type, bytes }: LayerEntry): boolean {
      if (type !== "file" || bytes > atMostBytes || !names.test(path)) return false;
      chosen += 1;
      return chosen <= atMostFiles;
    },
    take(path: string, text: string): void {
      for (const folder of devPackagesOf(path, text)) packages.add(folder);
    },
    /** Folders of the packages that are needed for development only. */
    devPackages: () => [...packages],
  };
}
