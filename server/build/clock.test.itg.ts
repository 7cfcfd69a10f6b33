import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
import { limits } from "@/domain/limits";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  only,
  realFacts,
  realHome,
  submit,
  type TestBuilds,
  testBuilds,
} from "./fixture";
import { openStore } from "./store";

let database: Database;
let builds: TestBuilds;
let jumpedMs = 0;
beforeEach(async () => {
  jumpedMs = 0;
  database = await openDatabase();
  builds = await testBuilds(database, realHome, { now: () => Date.now() + jumpedMs });
});
afterEach(async () => {
  await builds.end();
  await database.close();
});

const taking = (seconds: number) =>
  only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep ${seconds}`);
const slots = realFacts().slots.length;
const hour = 60 * 60 * 1000;

describe.each([
  ["forwards", 6 * hour],
  ["backwards", -6 * hour],
])("a clock that jumps hours %s", (_, ms) => {
  test("changes neither how long builds are said to take nor how long others are to wait", async () => {
    await endOf(builds, taking(2));
    const busy = await Promise.all(
      Array.from({ length: slots }, (_, n) => submit(builds, taking(3), `l${n}`)),
    );
    await Promise.all(
      busy.map((id, n) => events(builds, id, ({ type }) => type === "log", `l${n}`)),
    );
    const waiting = await submit(builds, taking(0));
    jumpedMs = ms;
    // Its coming makes everybody's place be thought over, by the new clock.
    const late = await submit(builds, taking(0), "late");

    const read = await Promise.all([
      ...busy.map((id, n) => events(builds, id, undefined, `l${n}`)),
      events(builds, waiting),
      events(builds, late, undefined, "late"),
    ]);
    expect(read.map((one) => one.at(-1)?.type)).toEqual(Array(slots + 2).fill("finished"));
    for (const one of read) expect(tookMs(one)).toBeLessThan(limits.buildTime.value / 2);
    const waits = read
      .flat()
      .flatMap((event) => (event.type === "queued" ? event.expectedWaitMs : []));
    expect(Math.max(...waits)).toBeLessThan(60_000);

    // Neither is it taken for what builds take after a restart.
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
    const stored = () => database.query("select 1 from builds where ended_at is null");
    await expect.poll(stored).toEqual([]);
    const { all } = await openStore(database).recent();
    expect(all.length).toBeGreaterThan(0);
    for (const took of all) expect(took).toBeLessThanOrEqual(limits.buildTime.value);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  });

  test("is no limit that a build meets, and its builds are read as before", async () => {
    const id = await submit(builds, taking(2));
    await events(builds, id, ({ type }) => type === "log");
    jumpedMs = ms;
    expect((await events(builds, id)).at(-1)).toMatchObject({ type: "finished" });
    await expect.poll(async () => (await builds.get(id, "ann"))?.status).toBe("finished");
    expect((await endOf(builds, taking(0)))?.type).toBe("finished");
  });
});

function tookMs(read: readonly BuildEvent[]): number {
  const last = read.at(-1);
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  expect(last.result.durationMs).toBeGreaterThanOrEqual(0);
  return last.result.durationMs;
}
