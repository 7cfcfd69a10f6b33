import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BuildRequest } from "@/domain/build/request";
import { limits } from "@/domain/limits";
import { type Images, openImages } from "@/server/image/images";
import { engineAt } from "@/server/run/engine";
import { openSandbox, type Sandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  fakeHome,
  only,
  realFacts,
  realHome,
  requestOf,
  seed,
  submit,
  type TestBuilds,
  testBuilds,
} from "./fixture";
import { reapImages } from "./reaper";
import { openStages, type Stages } from "./stages";
import { openStore } from "./store";

const docker = engineAt(realFacts().dockerHost);
const broken = `FROM node:14-alpine AS broken
RUN echo made > /made
RUN echo lost > /lost && exit 3
FROM node:14-alpine
COPY --from=broken /made /
`;
let database: Database;
let sandbox: Sandbox;
let images: Images;
let builds: TestBuilds;
let stages: Stages;
let owner: string;
const free = { take: async () => null };
beforeAll(async () => {
  database = await openDatabase();
  sandbox = openSandbox(realHome);
  images = openImages({ sandbox, database, now: Date.now, complain: () => {} });
});
afterAll(async () => {
  await images.close();
  await sandbox.close();
  await database.close();
});
beforeEach(async () => {
  owner = `stages-${randomUUID()}`;
  builds = await testBuilds(database, realHome, { owner });
  stages = openStages({ database, builds, rates: free });
});
afterEach(() => builds.end());

async function built(request: BuildRequest): Promise<string> {
  const id = await submit(builds, request);
  await events(builds, id);
  return id;
}
const weighed = (id: string) =>
  expect.poll(() => stages.weigh(id, "ann"), { timeout: 60_000, interval: 100 });
const pending = expect.objectContaining({ state: "pending" });
async function image(id: string, stage: string) {
  await expect
    .poll(() => stages.look(id, "ann", stage), { timeout: 60_000, interval: 100 })
    .not.toMatchObject({ why: "pending" });
  const looked = await stages.look(id, "ann", stage);
  if (!looked.ok) throw new Error(looked.why);
  return looked.image;
}
const looksOf = (id: string) =>
  database.query("select id, round, status from builds where look_of = $1", [id]);

describe("a stage that was thrown away", () => {
  test("is weighed with its layers at the learner's lines, and built again once", async () => {
    const id = await built(requestOf(seed));
    expect(await stages.weigh(id, "ann")).toEqual([
      { index: 0, name: "builder", state: "pending" },
    ]);
    await weighed(id).not.toContainEqual(pending);
    const [builder] = (await stages.weigh(id, "ann")) ?? [];
    expect(builder).toMatchObject({ index: 0, name: "builder", state: "measured" });
    const final = (await builds.get(id, "ann"))?.result?.image.unpackedBytes ?? 0;
    expect(builder?.unpackedBytes).toBeGreaterThan(5 * final);
    const own = builder?.layers?.filter(({ shared }) => !shared).map(({ line }) => line);
    expect(own).toEqual([2, 3, 4, 5]);
    await image(id, "builder");
    expect(await looksOf(id)).toHaveLength(1);
  });

  test("can be looked into by its name and by its index", async () => {
    const id = await built(requestOf(seed));
    const byName = await image(id, "builder");
    expect((await image(id, "0")).id).toBe(byName.id);
    const listing = await images.files(byName, "/app");
    const paths = listing.ok && listing.files.entries.map(({ path }) => path);
    expect(paths).toContain("/app/node_modules");
    expect(await stages.look(id, "ann", "nope")).toMatchObject({ why: "no-stage" });
  });

  test("is not built again where the build never needed it", async () => {
    const id = await built(only("FROM node:14-alpine AS docs\nRUN exit 1\nFROM node:14-alpine"));
    expect(await stages.weigh(id, "ann")).toEqual([]);
    expect(await stages.look(id, "ann", "docs")).toMatchObject({ why: "no-stage" });
  });
});

test("a stage that failed can be looked into as it was before the instruction that did", async () => {
  const id = await built(only(broken));
  const listing = await images.files(await image(id, "broken"), "/");
  const paths = listing.ok ? listing.files.entries.map(({ path }) => path) : [];
  expect(paths).toContain("/made");
  expect(paths).not.toContain("/lost");
});

describe("a look into a stage", () => {
  test("is no build of its learner's, and there is none for anybody else", async () => {
    const id = await built(only(broken));
    await image(id, "broken");
    const [look] = await looksOf(id);
    const own = String(look?.id);
    expect(await builds.get(own, "ann")).toBeNull();
    expect(await builds.journal(own, "ann")).toBeNull();
    expect(await builds.cancel(own, "ann")).toBe(false);
    expect(await stages.weigh(id, "bob")).toBeNull();
    expect(await stages.look(id, "bob", "broken")).toMatchObject({ why: "no-build" });
  });

  test("takes its turn and counts as a build does: at its rate, in its round, among those that wait", async () => {
    const id = await built(requestOf(seed));
    const often = { kind: "busy", detail: "Too many at once." } as const;
    const asked: string[] = [];
    const strict = openStages({
      database,
      builds,
      rates: {
        async take(name, who) {
          asked.push(`${name} of ${who}`);
          return often;
        },
      },
    });
    expect(await strict.look(id, "ann", "builder")).toMatchObject({ why: "fault", fault: often });
    expect(await strict.weigh(id, "ann")).toMatchObject([{ state: "pending" }]);
    expect(asked).toEqual(["buildRate of ann", "buildRate of ann"]);
    expect(await looksOf(id)).toEqual([]);

    await image(id, "builder");
    const [build] = await database.query("select round from builds where id = $1", [id]);
    const [look] = await looksOf(id);
    expect(look?.round).toBe(Number(build?.round) + 1);
  });

  test("asked for many times at once is made once", async () => {
    const id = await built(requestOf(seed));
    await Promise.all(Array.from({ length: 8 }, () => stages.look(id, "ann", "builder")));
    expect(await looksOf(id)).toHaveLength(1);
  });

  test("that a former process left is made by the next", async () => {
    const id = await built(only(broken));
    await builds.close();
    const home = fakeHome();
    home.say("starting", "Starting.");
    const before = await testBuilds(database, home.folder, { owner });
    const asking = openStages({ database, builds: before, rates: free });
    expect(await asking.look(id, "ann", "broken")).toMatchObject({ why: "pending" });
    await before.end();
    home.remove();

    await builds.end();
    builds = await testBuilds(database, realHome, { owner });
    stages = openStages({ database, builds, rates: free });
    const { Config } = await docker.getImage((await image(id, "broken")).id).inspect();
    expect(Config.Labels).toMatchObject({ "org.stagecraft.look-of": id });
    expect(await looksOf(id)).toHaveLength(1);
  });

  test("can't be had once the build's files are gone, but what was found stays", async () => {
    const [one, other] = [await built(requestOf(seed)), await built(only(broken))];
    await image(one, "builder");
    const store = openStore(database);
    await store.dropFiles(Date.now() + 1000, limits.keptFiles.value);
    expect(await stages.weigh(one, "ann")).toMatchObject([{ name: "builder", state: "measured" }]);
    expect(await stages.weigh(other, "ann")).toEqual([]);
    expect(await stages.look(other, "ann", "broken")).toMatchObject({ why: "no-stage" });
  });
});

test("the files of ended builds are kept up to a ceiling, and the newest longest", async () => {
  const store = openStore(database);
  await store.dropFiles(Date.now() + 1000, 0);
  const noise = (seed: number) =>
    Array.from({ length: 2000 }, (_, at) => ((seed + at) ** 3.7).toString(36)).join("");
  const ids: string[] = [];
  for (const at of [1, 2, 3]) {
    ids.push(await built(requestOf({ Dockerfile: "FROM node:14-alpine", noise: noise(at) })));
  }
  const kept = async () => {
    const rows = await database.query("select id from builds where files is not null");
    return ids.map((id) => rows.some((row) => row.id === id));
  };
  await expect.poll(kept).toEqual([true, true, true]);
  const [row] = await database.query("select max(pg_column_size(files))::int bytes from builds");
  expect(await store.dropFiles(0, Math.floor(2.5 * Number(row?.bytes)))).toBe(1);
  expect(await kept()).toEqual([false, true, true]);
});

test("the reaper takes a stage's image sooner, and never a built one in its place", async () => {
  const last = await endOf(builds, only("FROM node:14-alpine"));
  const own = last?.type === "finished" ? last.result.image.id : "";
  const id = await built(only(broken));
  const stage = (await image(id, "broken")).id;
  expect(await reapImages(docker, owner, Date.now(), { lifetimeMs: 60_000, ceiling: 1 })).toEqual(
    [],
  );
  const later = Date.now() + limits.stageImageTime.value;
  const lifetimeMs = limits.imageTime.value;
  expect(await reapImages(docker, owner, later, { lifetimeMs, ceiling: 1 })).toEqual([stage]);
  expect((await docker.getImage(own).inspect()).Id).toBe(own);
});
