import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BuildEvent, buildEvent } from "@/domain/build/events";
import { engineAt } from "@/server/run/engine";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  only,
  realFacts,
  realHome,
  requestOf,
  seed,
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
  builds = await testBuilds(database, realHome);
});
afterEach(() => builds.end());

const docker = engineAt(realFacts().dockerHost);
const resultOf = (event: BuildEvent | undefined) => {
  if (event?.type !== "finished") throw new Error(JSON.stringify(event));
  return event.result;
};
const started = (event: BuildEvent) => event.type === "started";
const running = (text: RegExp) => (event: BuildEvent) =>
  event.type === "vertex" && event.state === "running" && text.test(event.instruction);

describe("the tutorial's two Dockerfiles", () => {
  test("build, and the multi-stage image is at least five times smaller", async () => {
    const multi = resultOf(await endOf(builds, requestOf(seed)));
    const simple = resultOf(
      await endOf(builds, requestOf(seed, { dockerfile: "Dockerfile.simple" })),
    );
    expect(simple.image.unpackedBytes / multi.image.unpackedBytes).toBeGreaterThan(5);

    for (const { image } of [multi, simple]) {
      const { Size, Created } = await docker.getImage(image.id).inspect();
      expect(image.unpackedBytes).toBe(Size);
      expect(image.createdAt).toBe(new Date(Created).toISOString());
    }
    expect(multi.image.layers.filter(({ shared }) => !shared)).toMatchObject([
      { instruction: "WORKDIR /app", line: 8, stage: "1" },
      { instruction: "COPY --from=builder /app .", line: 9, stage: "1" },
    ]);
    expect(multi.image.layers.every(({ instruction }) => instruction !== "")).toBe(true);
    expect(multi.image.config).toMatchObject({
      cmd: ["node", "index.js"],
      exposedPorts: [3000],
      workdir: "/app",
    });
    expect(multi.stages).toMatchObject([
      { name: "builder", base: "node:14", shipped: false, skipped: false },
      {
        name: "1",
        base: "node:14-alpine",
        shipped: true,
        unpackedBytes: multi.image.unpackedBytes,
      },
    ]);
    expect(multi.baseImages.map(({ ref }) => ref)).toEqual(["node:14", "node:14-alpine"]);
    expect(multi).toMatchObject({ totalSteps: 6 });
    expect(simple).toMatchObject({ totalSteps: 4 });
  });

  test("make events that fit the wire, in order, with stage, instruction and line", async () => {
    const read = await events(builds, await submit(builds, requestOf(seed)));
    expect(read.map((event) => buildEvent.parse(event))).toEqual(read);
    expect(read.map(({ seq }) => seq)).toEqual(read.map((_, index) => index + 1));
    expect(read.slice(0, 2)).toMatchObject([{ type: "queued", position: 0 }, { type: "started" }]);
    expect(read).toContainEqual(
      expect.objectContaining({ stage: "builder", line: 4, instruction: "RUN npm install" }),
    );
    const lines = read.flatMap((event) => (event.type === "vertex" ? (event.line ?? []) : []));
    expect([...new Set(lines)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 7, 8, 9]);
  });
});

test("a build starts at once though the queue is polled every five seconds only", async () => {
  await endOf(builds, only("FROM node:14-alpine"));
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = performance.now();
    const id = await submit(builds, only("FROM node:14-alpine"));
    await events(builds, id, started);
    // Had it waited for the poll, it would have taken up to as long as that is apart.
    waits.push(performance.now() - before);
    await events(builds, id);
  }
  expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(5000);
});

describe("a build that fails", () => {
  test("says which line, and what the instruction said last", async () => {
    const last = await endOf(
      builds,
      only("FROM node:14-alpine\n\nRUN echo one; echo two >&2; exit 3\n"),
    );
    expect(last).toMatchObject({
      type: "failed",
      failure: {
        kind: "instruction",
        line: 3,
        message: "The command on line 3 ended with exit code 3.",
        logTail: expect.arrayContaining(["one", "two"]),
      },
    });
  });

  test("is kept with its journal after its end, for its learner alone", async () => {
    const id = await submit(builds, only("FROM node:14-alpine\nRUN exit 3"));
    const live = await events(builds, id);
    await expect.poll(async () => (await events(builds, id)).length).toBe(live.length);
    await expect
      .poll(() =>
        database.query("select 1 from builds where id = $1 and journal is not null", [id]),
      )
      .toHaveLength(1);
    expect(await events(builds, id)).toEqual(live);
    expect(await builds.get(id, "ann")).toMatchObject({
      status: "failed",
      failure: { line: 2 },
    });
    expect(await builds.get(id, "bob")).toBeNull();
    expect(await builds.journal(id, "bob")).toBeNull();
    expect(await builds.cancel(id, "bob")).toBe(false);
  });
});

describe("canceling", () => {
  test("ends a build that runs, and frees its slot", async () => {
    const id = await submit(
      builds,
      only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 60`),
    );
    await events(builds, id, running(/sleep/));
    expect(await builds.cancel(id, "ann")).toBe(true);
    expect((await events(builds, id)).at(-1)).toMatchObject({ type: "canceled", by: "learner" });
    expect(await builds.cancel(id, "ann")).toBe(true);
    await expect.poll(() => builds.counts().running).toBe(0);
    expect(await builds.get(id, "ann")).toMatchObject({ status: "canceled" });
    resultOf(await endOf(builds, only("FROM node:14-alpine")));
  });

  test("takes a build that waits out of the queue", async () => {
    const sleep = () => only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 60`);
    const busy = await Promise.all([0, 1].map((n) => submit(builds, sleep(), `l${n}`)));
    await Promise.all(busy.map((id, n) => events(builds, id, running(/sleep/), `l${n}`)));
    const waiting = await submit(builds, only("FROM node:14-alpine"));
    expect((await events(builds, waiting, () => true))[0]).toMatchObject({ position: 1, ahead: 0 });
    expect(await builds.get(waiting, "ann")).toMatchObject({ status: "queued" });
    await builds.cancel(waiting, "ann");
    expect((await events(builds, waiting)).map(({ type }) => type)).toEqual(["queued", "canceled"]);
    await Promise.all(busy.map((id, n) => builds.cancel(id, `l${n}`)));
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
  });
});

describe("the queue", () => {
  test("a second build waits behind another learner's first, and both are told", async () => {
    const sleep = (seconds: number) =>
      only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep ${seconds}`);
    const first = await submit(builds, sleep(3), "ann");
    const other = await submit(builds, sleep(3), "cat");
    await events(builds, first, started, "ann");
    await events(builds, other, started, "cat");
    const second = await submit(builds, only("FROM node:14-alpine"), "ann");
    const bobs = await submit(builds, only("FROM node:14-alpine"), "bob");
    const [of, bob] = await Promise.all([
      events(builds, second, undefined, "ann"),
      events(builds, bobs, undefined, "bob"),
    ]);
    const places = of.flatMap((event) => (event.type === "queued" ? event.ahead : []));
    expect(places.slice(0, 2)).toEqual([0, 1]);
    const startOf = (read: BuildEvent[]) => read.find(started)?.at ?? "";
    expect(startOf(bob) <= startOf(of)).toBe(true);
  });

  test("a learner may have so many builds, and no more", async () => {
    const sleep = () => only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 60`);
    const ids = await Promise.all(Array.from({ length: 10 }, () => submit(builds, sleep(), "eve")));
    expect(await builds.submit("eve", only("FROM node:14-alpine"))).toMatchObject({
      ok: false,
      fault: { kind: "busy", limit: { name: "queuedBuilds", value: 10 } },
    });
    await Promise.all(ids.map((id) => builds.cancel(id, "eve")));
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
  });
});
