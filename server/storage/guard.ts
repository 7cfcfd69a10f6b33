import { statfsSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { Unavailable } from "@/server/http/unavailable";

/**
 * What must be free for a write. A statement may begin a new segment of the write-ahead log, of
 * 16 MiB; where that fails, PostgreSQL panics, and the embedded one then hangs this whole process.
 */
const floorBytes = 48 * 1024 ** 2;

/** Rejects with `Unavailable` while the folder's file system has no room for a write. */
export function needRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < floorBytes) {
    throw new Unavailable("The disk for the app's data is full. Try again when there is room.");
  }
}

/** The database's doors, with every statement but a plain read refused while there is no room. */
export function guarded(pglite: PGlite, folder: string): Pick<PGlite, "query" | "exec" | "listen"> {
  const guard = (text: string) => {
    if (!/^\s*select\b/i.test(text)) needRoom(folder);
  };
  return {
    async query<T>(text: string, ...rest: unknown[]) {
      guard(text);
      return pglite.query<T>(text, ...(rest as []));
    },
    async exec(text, options) {
      guard(text);
      return pglite.exec(text, options);
    },
    listen: (channel, callback) => pglite.listen(channel, callback),
  };
}
