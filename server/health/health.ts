import { statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Health, type HealthPart, healthOf } from "@/domain/health";
import { inWords } from "@/domain/limits";
import type { Builds } from "@/server/build/builds";
import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";

type Parts = {
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly builds: Builds;
  readonly folders: readonly string[];
};

/** With less free than a full Node image takes, a disk is about to stop somebody. */
const enoughBytes = 1024 ** 3;

/** Asks every part how it is; never rejects, and takes at most a second or so. */
export async function checkHealth({ sandbox, database, builds, folders }: Parts): Promise<Health> {
  const [engine, storage, disk] = await Promise.all([
    asked(async () => {
      const connected = sandbox.engine();
      if (!connected) return { ok: false, detail: sandbox.news().status.message };
      await within(connected.docker.ping());
      return { ok: true, detail: `Docker Engine ${connected.facts.engineVersion}` };
    }),
    asked(async () => {
      await database.query("select 1");
      return { ok: true, detail: "PostgreSQL" };
    }),
    asked(() => diskOf(folders)),
  ]);
  const { waiting, running } = builds.counts();
  const queue = { ok: true, detail: `${waiting} waiting, ${running} running` };
  return healthOf({ engine, storage, disk, queue });
}

async function asked(ask: () => Promise<HealthPart>): Promise<HealthPart> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : "does not answer" };
  }
}

async function diskOf(folders: readonly string[]): Promise<HealthPart> {
  const free = await Promise.all(
    folders.map(async (folder) => {
      // A sandbox that is not there yet has no disk to be full.
      const found = await statfs(folder).catch(() => null);
      return found ? found.bavail * found.bsize : Number.POSITIVE_INFINITY;
    }),
  );
  const least = Math.min(...free);
  return { ok: least >= enoughBytes, detail: `${inWords({ value: least, unit: "bytes" })} free` };
}

/** The promise's answer, if it comes within a second. */
function within<T>(answer: Promise<T>): Promise<T> {
  const late = sleep(1000, undefined, { ref: false }).then(() => {
    throw new Error("does not answer within a second");
  });
  return Promise.race([answer, late]);
}
