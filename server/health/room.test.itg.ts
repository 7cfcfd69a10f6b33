import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { limits } from "@/domain/limits";
import { events, only, realHome, submit, testBuilds } from "@/server/build/fixture";
import { openSandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import { checkHealth } from "./health";
import { watchRoom } from "./room";

const disk = join(realHome, "data");
const ballast = join(disk, "room-test");
const folder = mkdtempSync(join(tmpdir(), "room-"));
let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterEach(() => rmSync(ballast, { force: true }));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Takes all but so much of the sandbox's real disk. */
function leave(bytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  execFileSync("fallocate", ["-l", String(bavail * bsize - bytes), ballast]);
}

test("before the sandbox's disk is full health says so, and builds wait with that reason", async () => {
  const room = await watchRoom({ sandbox: disk, storage: folder }, 50);
  const sandbox = openSandbox(realHome);
  const builds = await testBuilds(database, realHome, { room });
  const health = () => checkHealth({ sandbox, database, builds, room });
  await expect.poll(async () => (await health()).ok).toBe(true);

  leave(limits.sandboxRoom.value / 2);
  expect(await health()).toMatchObject({
    ok: false,
    parts: {
      engine: { ok: true },
      storage: { ok: true },
      disk: { ok: false, detail: expect.stringMatching(/^the sandbox: .* free, .* GiB needed$/) },
      queue: { detail: "0 waiting, 0 running, none may start" },
    },
  });
  const id = await submit(builds, only("FROM node:14-alpine"));
  const journal = await builds.journal(id, "ann");
  expect(journal?.read(0)).toMatchObject([
    { type: "queued", reason: expect.stringContaining("disk is nearly full") },
  ]);

  rmSync(ballast);
  const read = await events(builds, id);
  expect(read.at(-1)).toMatchObject({ type: "finished" });
  expect((await health()).ok).toBe(true);
  room.close();
  await builds.end();
  await sandbox.close();
});

test("a build that runs when the disk gets full goes on, and keeps its slot to itself", async () => {
  const room = await watchRoom({ sandbox: disk, storage: folder }, 50);
  const builds = await testBuilds(database, realHome, { room });
  const id = await submit(
    builds,
    only(`FROM node:14-alpine\nRUN echo ${Date.now()}; sleep 3; echo on`),
  );
  await events(builds, id, ({ type }) => type === "log");
  leave(limits.sandboxRoom.value / 2);
  await expect.poll(() => room.hold()).toBeTruthy();
  rmSync(ballast);
  await expect.poll(() => room.hold()).toBeUndefined();
  expect((await events(builds, id)).at(-1)).toMatchObject({ type: "finished" });
  room.close();
  await builds.end();
});
