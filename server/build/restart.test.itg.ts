import { randomUUID } from "node:crypto";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  fakeHome,
  only,
  realFacts,
  realHome,
  submit,
  type TestBuilds,
  testBuilds,
} from "./fixture";

let database: Database;
const opened: TestBuilds[] = [];
let home: ReturnType<typeof fakeHome>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  home = fakeHome();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((builds) => builds.end()));
  home.remove();
});

async function open(folder: string) {
  const builds = await testBuilds(database, folder);
  opened.push(builds);
  return builds;
}
const stop = async (builds: TestBuilds) => {
  opened.splice(opened.indexOf(builds), 1);
  await builds.end();
};
const trivial = only("FROM node:14-alpine");
const sleep = (seconds: number) =>
  only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep ${seconds}`);
const sleeping = (event: BuildEvent) =>
  event.type === "vertex" && event.state === "running" && /sleep/.test(event.instruction);
const reasons = (read: readonly BuildEvent[]) =>
  read.flatMap((event) => (event.type === "queued" && event.reason) || []);

describe("while the sandbox is not ready", () => {
  test("builds wait, say why, and start when it is", async () => {
    const builds = await open(home.folder);
    const id = await submit(builds, trivial);
    const journal = await builds.journal(id, "ann");
    const heard = () => reasons(journal?.read(0) ?? []);
    home.say("starting", "Fetching the engine");
    await expect.poll(heard).toHaveLength(2);
    home.say("failed", "No space left.");
    await expect.poll(heard).toHaveLength(3);
    home.facts(realFacts());
    home.say("ready", "Ready");
    const read = await events(builds, id);
    expect(reasons(read)).toEqual([
      "There is no sandbox yet. Your build waits until there is one.",
      "The sandbox is starting: Fetching the engine. Your build starts when it is ready.",
      "The sandbox could not start: No space left. Your build waits until it is ready.",
    ]);
    expect(read.at(-1)).toMatchObject({ type: "finished" });
  });

  test("a build that waits can be canceled", async () => {
    const builds = await open(home.folder);
    const id = await submit(builds, trivial);
    await builds.cancel(id, "ann");
    expect((await events(builds, id)).at(-1)).toMatchObject({ type: "canceled" });
  });
});

describe("after a restart", () => {
  test("builds that waited are built, in their order", async () => {
    const before = await open(home.folder);
    const ids = [await submit(before, trivial), await submit(before, trivial, "bob")];
    await stop(before);
    const after = await open(realHome);
    const [ann, bob] = [
      await events(after, ids[0] ?? ""),
      await events(after, ids[1] ?? "", undefined, "bob"),
    ];
    expect(ann.at(-1)).toMatchObject({ type: "finished" });
    expect(bob.at(-1)).toMatchObject({ type: "finished" });
    expect(ann[0]).toMatchObject({ seq: 1_000_001, type: "queued" });
  });

  test("a build that ran is built anew, and its readers miss nothing", async () => {
    const before = await open(realHome);
    const id = await submit(before, sleep(2));
    const seen = await events(before, id, sleeping);
    await stop(before);
    const after = await open(realHome);
    const journal = await after.journal(id, "ann");
    const rest: BuildEvent[] = [];
    for await (const event of journal?.follow(seen.length, new AbortController().signal) ?? []) {
      rest.push(event);
    }
    expect(rest.map(({ type }) => type)).toContain("started");
    expect(rest.at(-1)).toMatchObject({ type: "finished" });
  });

  test("a build that was there at two crashes is not tried a third time", async () => {
    const before = await open(home.folder);
    const id = await submit(before, trivial);
    await stop(before);
    await database.query("update builds set status = 'running', attempts = 2 where id = $1", [id]);
    const after = await open(realHome);
    expect((await events(after, id)).at(-1)).toMatchObject({
      type: "failed",
      failure: { kind: "platform", reference: "reference" },
    });
    expect(after.complaints).toHaveLength(1);
  });

  test("nothing is left to do twice", async () => {
    const builds = await open(realHome);
    await expect.poll(() => builds.counts()).toMatchObject({ waiting: 0, running: 0 });
    expect(
      await database.query("select id from builds where status in ('queued', 'running')"),
    ).toEqual([]);
  });
});

describe("an engine that breaks off in the middle", () => {
  /** A way to the real engine that can be cut. */
  async function cable() {
    const socketPath = new URL(realFacts().dockerHost).pathname;
    const open = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(socketPath);
      for (const socket of [near, far]) {
        open.add(socket);
        socket
          .on("error", () => {})
          .on("close", () => {
            open.delete(socket);
            near.destroy();
            far.destroy();
          });
      }
      near.pipe(far).pipe(near);
    });
    const path = join(home.folder, "cable.sock");
    await new Promise<void>((done) => server.listen(path, done));
    home.facts({ ...realFacts(), dockerHost: `unix://${path}` });
    home.say("ready", "Ready");
    return {
      cut: () => open.forEach((socket) => void socket.destroy()),
      async close() {
        open.forEach((socket) => void socket.destroy());
        await new Promise((done) => server.close(done));
      },
    };
  }

  test("costs a build nothing but time, once", async () => {
    const { cut, close } = await cable();
    const builds = await open(home.folder);
    const id = await submit(builds, sleep(2));
    await events(builds, id, sleeping);
    cut();
    const read = await events(builds, id);
    expect(read.filter(({ type }) => type === "started")).toHaveLength(2);
    expect(read.at(-1)).toMatchObject({ type: "finished" });
    expect(builds.complaints).toHaveLength(1);
    await stop(builds);
    await close();
  });

  test("twice is our failure, with a reference", async () => {
    const { cut, close } = await cable();
    const builds = await open(home.folder);
    const id = await submit(builds, sleep(30));
    let starts = 0;
    await events(builds, id, (event) => {
      if (event.type === "started") starts += 1;
      if (sleeping(event)) cut();
      return starts === 2 && sleeping(event);
    });
    expect((await events(builds, id)).at(-1)).toMatchObject({
      type: "failed",
      failure: { kind: "platform", reference: "reference" },
    });
    expect((await endOf(builds, trivial))?.type).toBe("finished");
    await stop(builds);
    await close();
  });
});
