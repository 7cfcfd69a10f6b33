import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type ConstructorOptions, fromPglite } from "pg-boss";
import { guarded, needRoom } from "./guard";
import { lockFolder } from "./lock";
import { prepareDatabase } from "./prepare";
import { steps } from "./schema";

/** A row as the database gives it; the caller's schema says what is in it. */
export type Row = Record<string, unknown>;

/** PostgreSQL, wherever it runs. */
export type Database = {
  query(text: string, values?: unknown[]): Promise<Row[]>;
  /** How pg-boss reaches the same database. */
  readonly boss: Pick<ConstructorOptions, "db" | "backend">;
  close(): Promise<void>;
};

/**
 * Opens the database embedded in this process, with its tables up to date. Its files are in `folder`,
 * which is this process's alone; without a folder it lives in memory. While their disk is full it
 * can be read only, and not be opened: both reject with `Unavailable`.
 */
export async function openDatabase(folder?: string): Promise<Database> {
  const lock = folder ? await owned(folder) : undefined;
  const pglite = await openPglite(folder).catch(async (error: unknown) => {
    await lock?.release();
    throw error;
  });
  await migrate(pglite);
  const doors = folder ? guarded(pglite, folder) : pglite;
  return {
    async query(text, values) {
      const { rows } = await doors.query<Row>(text, values);
      return rows;
    },
    boss: { db: fromPglite(doors), backend: "pglite" },
    async close() {
      await pglite.close();
      await lock?.release();
    },
  };
}

async function openPglite(folder: string | undefined): Promise<PGlite> {
  if (!folder) return inMemory();
  needRoom(folder);
  const dataDir = join(folder, "postgres");
  await prepareDatabase(dataDir);
  return PGlite.create({ dataDir });
}

let first: Promise<Blob> | undefined;

/** Each after the first begins as a copy of it: making the files of a new database takes a second. */
async function inMemory(): Promise<PGlite> {
  first ??= PGlite.create().then(async (pglite) => {
    const files = await pglite.dumpDataDir("none");
    await pglite.close();
    return files;
  });
  return PGlite.create({ loadDataDir: await first });
}

async function owned(folder: string) {
  await mkdir(folder, { recursive: true });
  return lockFolder(folder);
}

async function migrate(pglite: PGlite): Promise<void> {
  await pglite.exec("create table if not exists schema_steps (step integer primary key)");
  const { rows } = await pglite.query<{ done: number }>(
    "select count(*)::int done from schema_steps",
  );
  for (const [step, sql] of [...steps.entries()].slice(rows[0]?.done ?? 0)) {
    await pglite.transaction(async (transaction) => {
      await transaction.exec(sql);
      await transaction.query("insert into schema_steps values ($1)", [step]);
    });
  }
}
