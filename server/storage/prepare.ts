import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = `
import { PGlite } from "@electric-sql/pglite";
const database = await PGlite.create(process.argv[1]);
await database.close();
`;

/**
 * Makes the files of a new embedded database, in a process of its own: here it would stop everything
 * for seconds and keep half a gigabyte. Where that process can't be had, nothing is made, and opening
 * the database makes them.
 */
export async function prepareDatabase(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) return;
  const aside = `${dataDir}.new`;
  await rm(aside, { recursive: true, force: true });
  try {
    await run(process.execPath, ["--input-type=module", "--eval", program, aside]);
    await rename(aside, dataDir);
  } catch {
    await rm(aside, { recursive: true, force: true });
  }
}
