import { setTimeout as sleep } from "node:timers/promises";
import { type Health, type HealthPart, healthOf } from "@/domain/health";
import type { Builds } from "@/server/build/builds";
import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import type { RoomWatch } from "./room";

type Parts = {
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly builds: Builds;
  readonly room: Pick<RoomWatch, "look" | "rooms" | "hold">;
};

/** Asks every part how it is; never rejects, and takes at most a second or so. */
export async function checkHealth({ sandbox, database, builds, room }: Parts): Promise<Health> {
  const [engine, storage, disk] = await Promise.all([
    asked(async () => {
      const connected = sandbox.engine();
      if (!connected) return { ok: false, detail: sandbox.news().status.message };
      await within(connected.docker.ping());
      return { ok: true, detail: `Docker Engine ${connected.facts.engineVersion}` };
    }),
    asked(async () => {
      await within(database.query("select 1"));
      return { ok: true, detail: "PostgreSQL" };
    }),
    asked(() => diskOf(room)),
  ]);
  const { waiting, running } = builds.counts();
  const held = room.hold() ? ", none may start" : "";
  const queue = { ok: true, detail: `${waiting} waiting, ${running} running${held}` };
  return healthOf({ engine, storage, disk, queue });
}

async function asked(ask: () => Promise<HealthPart>): Promise<HealthPart> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : "does not answer" };
  }
}

async function diskOf(room: Parts["room"]): Promise<HealthPart> {
  await room.look();
  const rooms = Object.values(room.rooms()).filter((one) => one !== null);
  const full = rooms.filter(({ ok }) => !ok);
  const detail = (full.length > 0 ? full : rooms).map((one) => one.detail).join("; ");
  return { ok: full.length === 0, detail };
}

/** The promise's answer, if it comes within a second. */
function within<T>(answer: Promise<T>): Promise<T> {
  const late = sleep(1000, undefined, { ref: false }).then(() => {
    throw new Error("does not answer within a second");
  });
  return Promise.race([answer, late]);
}
