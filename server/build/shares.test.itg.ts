import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { limits } from "@/domain/limits";
import { engineAt } from "@/server/run/engine";
import { type Database, openDatabase } from "@/server/storage/database";
import { events, only, realFacts, realHome, submit, type TestBuilds, testBuilds } from "./fixture";
import { imageName } from "./isolation";
import { openReaper, removeImage } from "./reaper";
import { openShares } from "./shares";
import { openStore } from "./store";

let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
});
beforeEach(async () => void (await database.query("delete from shares")));

let clock = Date.now();
const shares = (ceilings?: Parameters<typeof openShares>[2]) =>
  openShares(database, () => clock, ceilings);

async function built(learner = "ann") {
  const id = await submit(builds, only("FROM node:14-alpine\nRUN echo shared > /x"), learner);
  await events(builds, id, undefined, learner);
  const build = await builds.get(id, learner);
  if (!build) throw new Error(`no build ${id}`);
  return build;
}
async function linkTo(build: Awaited<ReturnType<typeof built>>): Promise<string> {
  const shared = await shares().share("ann", build);
  if (!shared.ok) throw new Error(shared.fault.detail);
  return shared.value.url.replace("/results/", "");
}

test("a shared result is there as it was when the build and its image are gone", async () => {
  const build = await built();
  const token = await linkTo(build);
  const before = await shares().find(token);
  await removeImage(engineAt(realFacts().dockerHost), imageName(build.id));
  await openStore(database).forget(Date.now() + 1000, { builds: 0, bytes: 0 });
  expect(await builds.get(build.id, "ann")).toBeNull();
  expect(await shares().find(token)).toEqual(before);
  expect(before?.shared.result).toEqual(build.result);
  expect(before?.shared.source.text).toContain("echo shared");
});

test("two presses at once come to one link, and links of two builds differ", async () => {
  const [build, other] = [await built(), await built()];
  const [one, same] = await Promise.all([linkTo(build), linkTo(build)]);
  expect(one).toBe(same);
  expect(await linkTo(other)).not.toBe(one);
});

test("a link ends with its time, and then its row goes", async () => {
  const token = await linkTo(await built());
  clock += limits.shareTime.value - 1;
  expect(await shares().find(token)).not.toBeNull();
  clock += 1;
  expect(await shares().find(token)).toBeNull();
  const sandbox = { engine: () => null } as unknown as Parameters<typeof openReaper>[0]["sandbox"];
  const given = { database, sandbox, now: () => clock, owner: "test", complain: () => "" };
  const reaper = openReaper(given);
  await reaper.reap();
  await reaper.close();
  expect(await database.query("select * from shares")).toEqual([]);
});

test("above a ceiling nothing more is shared, and no older link makes room", async () => {
  const token = await linkTo(await built());
  const build = await built();
  const refusal = async (ceilings: object) =>
    shares({ shares: 9, bytes: 1e9, perLearner: 9, ...ceilings }).share("ann", build);
  expect(await refusal({ perLearner: 1 })).toMatchObject({
    fault: { kind: "busy", limit: { name: "sharesPerLearner" } },
  });
  expect(await refusal({ shares: 1 })).toMatchObject({ fault: { kind: "unavailable" } });
  expect(await refusal({ bytes: 1 })).toMatchObject({ fault: { kind: "unavailable" } });
  expect(await shares().find(token)).not.toBeNull();
});
