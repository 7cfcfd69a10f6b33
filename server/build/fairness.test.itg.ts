import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
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

let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  builds = await testBuilds(database, realHome, { queuedBuilds: 60 });
});
afterEach(() => builds.end());

const slots = realFacts().slots.length;
/** A build of a known length, never cached. */
const taking = (seconds: number) =>
  only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep ${seconds}`);
const startOf = (read: readonly BuildEvent[]) =>
  Date.parse(read.find(({ type }) => type === "started")?.at ?? "");
const started = (event: BuildEvent) => event.type === "started";

describe("a learner who queues 50 builds", () => {
  test("delays another's first build by no more than one build", async () => {
    await endOf(builds, only("FROM node:14-alpine"), "warm");
    const flood = Array.from({ length: 50 }, () => submit(builds, taking(0.2), "eve"));
    const ids = await Promise.all(flood);
    await events(builds, ids[slots] ?? "", started, "eve");

    const asked = Date.now();
    const bobs = await submit(builds, only("FROM node:14-alpine"), "bob");
    const bob = await events(builds, bobs, undefined, "bob");
    expect(bob.at(-1)).toMatchObject({ type: "finished" });
    expect(bob[0]).toMatchObject({ type: "queued", ahead: 0 });

    const reads = await Promise.all(ids.map((id) => builds.journal(id, "eve")));
    const starts = reads.map((journal) => startOf(journal?.read(0) ?? []));
    const between = starts.filter((at) => at > asked && at < startOf(bob));
    expect(between.length).toBeLessThanOrEqual(1);
    // Most of the flood still waited when bob's build began: it did overtake them.
    const later = starts.filter((at) => !(at <= startOf(bob)));
    expect(later.length).toBeGreaterThan(25);
    await Promise.all(ids.map((id) => builds.cancel(id, "eve")));
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
  });

  test("is not behind everybody for builds that were canceled", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => submit(builds, taking(5), "eve")),
    );
    await Promise.all(ids.map((id) => builds.cancel(id, "eve")));
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
    const busy = await Promise.all(
      Array.from({ length: slots }, (_, n) => submit(builds, taking(2), `l${n}`)),
    );
    await Promise.all(busy.map((id, n) => events(builds, id, started, `l${n}`)));
    const hers = await submit(builds, taking(0), "eve");
    const [first] = await events(builds, hers, () => true, "eve");
    expect(first).toMatchObject({ type: "queued", position: 1 });
    for (let n = 0; n < 5; n += 1) await submit(builds, taking(0), "fay");
    const told = (await builds.journal(hers, "eve"))?.read(0).at(-1);
    // One of hers ran before it was canceled, so some of fay's go first; by no means all.
    expect(told).toMatchObject({ type: "queued" });
    expect(told?.type === "queued" && told.ahead).toBeLessThan(4);
    await expect
      .poll(() => builds.counts(), { timeout: 60_000 })
      .toMatchObject({ waiting: 0, running: 0 });
  });
});

test("the wait that is told, at first and later, is true within a factor of two", async () => {
  // What each learner's builds take is known from the learner's last.
  const seconds = { ann: 1, bob: 3, cat: 2, dan: 1 };
  const learners = Object.keys(seconds) as (keyof typeof seconds)[];
  await Promise.all(learners.map((who) => endOf(builds, taking(seconds[who]), who)));

  const queued = [1, 2, 3].flatMap(() => learners);
  const ids: string[] = [];
  for (const who of queued) ids.push(await submit(builds, taking(seconds[who]), who));
  // A learner of an earlier round comes later, whose builds nobody has seen yet.
  await events(builds, ids[4] ?? "", started, queued[4]);
  const late = await submit(builds, taking(2), "eli");
  const reads = await Promise.all([
    ...ids.map((id, n) => events(builds, id, started, queued[n])),
    events(builds, late, started, "eli"),
  ]);

  const told = reads.flatMap(tellings);
  expect(told.filter(({ first }) => first).length).toBeGreaterThan(8);
  expect(told.length).toBeGreaterThan(30);
  const wrong = told.filter(({ ratio }) => ratio < 0.5 || ratio > 2);
  expect(wrong.filter(({ first }) => first)).toEqual([]);
  // While waiting, a neighbour of the machine may make any one build slower than its kind ever was.
  expect(wrong.length).toBeLessThanOrEqual(told.length / 10);
});

/** What a build was told, against the wait that came; but for what a later arrival made untrue. */
function tellings(read: readonly BuildEvent[]) {
  // The page shows whole seconds.
  const grain = 1000;
  const queued = read.filter((event) => event.type === "queued");
  return queued.flatMap(({ at, ahead, expectedWaitMs }, n) => {
    if (queued.slice(n).some((later) => later.ahead > ahead)) return [];
    const came = startOf(read) - Date.parse(at);
    return {
      first: n === 0,
      expectedWaitMs,
      came,
      ratio: (expectedWaitMs + grain) / (came + grain),
    };
  });
}
