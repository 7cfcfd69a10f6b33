import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engineAt } from "@/server/run/engine";
import { type Database, openDatabase } from "@/server/storage/database";
import { endOf, only, realFacts, realHome, type TestBuilds, testBuilds } from "./fixture";
import { reapImages } from "./reaper";

const owner = `reaper-${randomUUID()}`;
const docker = engineAt(realFacts().dockerHost);
const bounds = { lifetimeMs: 60_000, ceiling: 2 };
let database: Database;
let builds: TestBuilds;
let time = Date.now();
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome, { owner, now: () => time });
});
afterAll(async () => {
  await builds.end();
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
