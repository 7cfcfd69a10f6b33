import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "@/domain/limits";
import { openKept } from "@/server/image/kept";
import { engineAt } from "@/server/run/engine";
import { openSandbox, type Sandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import { endOf, fakeHome, only, realFacts, realHome, type TestBuilds, testBuilds } from "./fixture";
import { keptInputs } from "./inputs";
import { openReaper, reapImages } from "./reaper";
import { openStore } from "./store";

const owner = `reaper-${randomUUID()}`;
const docker = engineAt(realFacts().dockerHost);
const bounds = { lifetimeMs: 60_000, ceiling: 2 };
let database: Database;
let builds: TestBuilds;
let sandbox: Sandbox;
let time = Date.now();
beforeAll(async () => {
  database = await openDatabase();
  sandbox = openSandbox(realHome);
  builds = await testBuilds(database, realHome, { owner, now: () => time });
});
afterAll(async () => {
  await builds.end();
  await sandbox.close();
  await database.close();
});

async function build(): Promise<string> {
  const last = await endOf(builds, only("FROM node:14-alpine"));
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  time += 1000;
  return last.result.image.id;
}
const left = async () =>
  (await docker.listImages({ filters: { label: [`org.stagecraft.owner=${owner}`] } })).map(
    ({ Id }) => Id,
  );
const complaints: string[] = [];
const reaper = (over: Sandbox, more: Partial<Parameters<typeof openReaper>[0]> = {}) =>
  openReaper({
    sandbox: over,
    database,
    owner,
    now: () => time,
    complain: (what) => {
      complaints.push(what);
      return "reference";
    },
    ...more,
  });

test("the files of a build go with its image, and what is known of it stays", async () => {
  const next = reaper(sandbox);
  await build();
  const kept = () => database.query("select status from builds where files is not null");
  await expect.poll(kept).toEqual([{ status: "finished" }]);
  await next.reap();
  expect(await kept()).toHaveLength(1);
  time += limits.imageTime.value;
  await next.reap();
  expect(await kept()).toEqual([]);
  expect(await database.query("select status from builds")).toEqual([{ status: "finished" }]);
  await next.close();
});

test("old images go, oldest first, but for what a container uses, and others' stay", async () => {
  const [first = "", second, third] = [await build(), await build(), await build()];
  const container = await docker.createContainer({ Image: first });
  expect(await reapImages(docker, "somebody else", time, bounds)).toEqual([]);
  expect(await reapImages(docker, owner, time, bounds)).toEqual([first]);
  expect(new Set(await left())).toEqual(new Set([first, second, third]));

  await container.remove();
  await reapImages(docker, owner, time, bounds);
  expect(new Set(await left())).toEqual(new Set([second, third]));
  await reapImages(docker, owner, time + bounds.lifetimeMs, bounds);
  expect(await left()).toEqual([]);
  expect(await docker.getImage("node:14-alpine").inspect()).toBeTruthy();
});

describe("a reaper that starts anew", () => {
  test("goes by labels, and so removes what a former process left", async () => {
    await build();
    time += limits.imageTime.value;
    const next = reaper(sandbox);
    await expect.poll(left).toEqual([]);
    await next.close();
  });

  test("whose engine is away forgets builds all the same, and goes on when it is back", async () => {
    const id = await build();
    time += limits.buildHistoryTime.value;
    const home = fakeHome();
    const away = openSandbox(home.folder);
    const alone = reaper(away);
    await expect
      .poll(() => database.query("select id from builds where ended_at is not null"))
      .toEqual([]);
    expect(await left()).toEqual([id]);
    await alone.close();
    await away.close();
    home.remove();
    const back = reaper(sandbox);
    await expect.poll(left).toEqual([]);
    await back.close();
    expect(complaints).toEqual([]);
  });

  test("whose engine breaks off complains, and does the rest", async () => {
    const id = await build();
    time += limits.buildHistoryTime.value;
    const home = fakeHome();
    home.facts({ ...realFacts(), dockerHost: `unix://${home.folder}/nobody.sock` });
    home.say("ready", "Ready");
    const broken = openSandbox(home.folder);
    await expect.poll(() => broken.engine()).toBeTruthy();
    const next = reaper(broken);
    await next.reap();
    expect(new Set(complaints)).toEqual(new Set(["the reaper, images", "the reaper, build cache"]));
    expect(await database.query("select id from builds")).toEqual([]);
    expect(await left()).toEqual([id]);
    await next.close();
    await broken.close();
    home.remove();
  });
});

test("while the disk is full, build cache that nothing uses goes, and old images before their time", async () => {
  const last = await endOf(
    builds,
    only(
      `FROM node:14-alpine\nRUN head -c 20000000 /dev/urandom > /${randomUUID()}; exit 0\nRUN false`,
    ),
  );
  expect(last).toMatchObject({ type: "failed" });
  for (let n = 0; n < 12; n += 1) await build();
  const cached = async () =>
    ((await sandbox.engine()?.buildkit.diskUsage()) ?? [])
      .filter(({ inUse, shared }) => !inUse && !shared)
      .reduce((sum, { bytes }) => sum + bytes, 0);
  expect(await cached()).toBeGreaterThan(20_000_000);
  const fine = { ok: true, tight: false, detail: "" };
  const full = { ok: false, tight: true, detail: "full" };
  const room = { rooms: () => ({ storage: fine, sandbox: full }), onChange: () => {} };
  const next = reaper(sandbox, { room });
  await next.reap();
  await next.close();
  expect(await cached()).toBeLessThan(1_000_000);
  expect((await left()).length).toBe(limits.images.value / 20);
});

test("builds that ended have a lifetime and two ceilings, and the room they took is used again", async () => {
  const store = openStore(database);
  const at = Date.parse("2026-01-01T00:00:00Z");
  const wide = { builds: 1000, bytes: 1e9 };
  const request = only("FROM node:14-alpine");
  const context = { files: new Map(Object.entries(request.files)), dockerfile: "Dockerfile" };
  const inputs = keptInputs(request, context);
  const add = async (n: number, bytes: number) => {
    const id = randomUUID();
    const given = { id, learner: "ann", round: n, request, createdAt: at, kind: "k", inputs };
    await store.insert(given);
    const failure = { kind: "platform" as const, message: randomText(bytes), logTail: [] };
    await store.end(id, { status: "failed", at: at + n, failure, events: [] });
    return id;
  };
  const kept = async () =>
    (await database.query("select id from builds where learner = 'ann' order by ended_at")).map(
      ({ id }) => id,
    );
  await database.query("delete from builds");
  const ids: string[] = [];
  for (let n = 0; n < 10; n += 1) ids.push(await add(n, 10_000));

  expect(await store.forget(at + 2, wide)).toBe(2);
  expect(await kept()).toEqual(ids.slice(2));
  expect(await store.forget(at, { ...wide, builds: 5 })).toBe(3);
  expect(await kept()).toEqual(ids.slice(5));
  expect(await store.forget(at, { ...wide, bytes: 25_000 })).toBe(3);
  expect(await kept()).toEqual(ids.slice(8));

  const size = async () =>
    Number((await database.query("select pg_total_relation_size('builds') n"))[0]?.n);
  const sizes: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (let n = 0; n < 20; n += 1) await add(n, 50_000);
    await store.forget(at + 1e6, wide);
    sizes.push(await size());
  }
  expect(sizes.at(-1)).toBeLessThan(1.5 * (sizes[1] ?? 0));
});

test("what is known of layers that nobody asks for any more is forgotten", async () => {
  const kept = openKept(database, () => time);
  await kept.keepSize("left", 1);
  time += limits.layerTime.value;
  await kept.keepSize("used", 2);
  time += 1;
  const next = reaper(sandbox);
  await next.reap();
  await next.close();
  expect([...(await kept.sizes(["left", "used"])).keys()]).toEqual(["used"]);
});

/** Text that does not compress. */
function randomText(bytes: number): string {
  return Array.from({ length: Math.ceil(bytes / 32) }, () => randomUUID().replaceAll("-", "")).join(
    "",
  );
}
