import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
import {
  endOf,
  events,
  only,
  realHome,
  requestOf,
  seed,
  submit,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import { kill, sandboxProcesses } from "./processes.fixture";

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

const engine = /^dockerd /;
const running = (text: RegExp) => (event: BuildEvent) =>
  event.type === "vertex" && event.state === "running" && text.test(event.instruction);

describe("kill -9 of the engine in the middle of a build", () => {
  test("it is started again, the build is tried once more and finishes, and its first try leaves no process", async () => {
    const id = await submit(
      builds,
      only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 5; echo late`),
    );
    await events(builds, id, ({ type }) => type === "log");
    await expect.poll(() => sandboxProcesses(/^sleep 5/)).toHaveLength(1);
    const killed = kill(engine);

    const read = await events(builds, id);
    expect(read.filter(({ type }) => type === "started")).toHaveLength(2);
    expect(read.at(-1)).toMatchObject({ type: "finished" });
    expect(builds.complaints).toHaveLength(1);
    expect(sandboxProcesses(engine)).not.toEqual(killed);
    expect(sandboxProcesses(/^sleep 5/)).toEqual([]);
  });

  test("a long command of its first try is ended, and does not eat the slot of the next", async () => {
    const id = await submit(
      builds,
      only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 600`),
    );
    await events(builds, id, ({ type }) => type === "log");
    await expect.poll(() => sandboxProcesses(/^sleep 600/)).toHaveLength(1);
    const [first] = sandboxProcesses(/^sleep 600/);
    kill(engine);
    let logs = 0;
    await events(builds, id, ({ type }) => {
      if (type === "log") logs += 1;
      return logs === 2;
    });
    await expect.poll(() => sandboxProcesses(/^sleep 600/)).toHaveLength(1);
    expect(sandboxProcesses(/^sleep 600/)).not.toContain(first);
    await builds.cancel(id, "ann");
    await events(builds, id);
  });

  test("builds that wait are built by the next one", async () => {
    const ids = await Promise.all(
      ["ann", "bob", "cat", "dan"].map((who) =>
        submit(builds, only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 2`), who),
      ),
    );
    await events(builds, ids[0] ?? "", ({ type }) => type === "log");
    kill(engine);
    const reads = await Promise.all(
      ["ann", "bob", "cat", "dan"].map((who, n) => events(builds, ids[n] ?? "", undefined, who)),
    );
    expect(reads.map((read) => read.at(-1)?.type)).toEqual(Array(4).fill("finished"));
  });
});

const egress: [string, RegExp][] = [
  ["the gate inside", /egress\/inside\.mjs/],
  ["the judge outside", /egress\/outside\.mjs/],
];

describe("kill -9 of what lets a build reach npm, in the middle of npm install", () => {
  test.each(egress)("%s: it is started again, and the build finishes", async (_, words) => {
    const files = { ...seed, ".salt": randomUUID() };
    // npm tries again after ten seconds, unless it is told otherwise.
    const sooner = "npm_config_fetch_retry_mintimeout=1000 npm";
    const salted = files.Dockerfile.replace("RUN npm", `RUN echo ${randomUUID()}; ${sooner}`);
    const id = await submit(builds, requestOf({ ...files, Dockerfile: salted }));
    await events(builds, id, running(/npm install/));
    // Into the middle of it: npm has begun to ask.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const killed = kill(words);
    const read = await events(builds, id);
    expect(read.at(-1)).toMatchObject({ type: "finished" });
    const now = sandboxProcesses(words);
    expect(now.length).toBeGreaterThan(0);
    expect(now.filter((pid) => killed.includes(pid))).toEqual([]);
    expect((await endOf(builds, only("FROM node:14-alpine")))?.type).toBe("finished");
  });
});

describe("kill -9 of what lets a build reach its package sources, under a command that does not try again", () => {
  /** Asks the registry again and again for a while, and fails when one answer fails. */
  const asking = `node -e "const end=Date.now()+1500;const ask=()=>Date.now()>end||require('https').get(process.argv[1]+'-/ping',r=>r.resume().on('end',ask)).on('error',e=>{console.error(e);process.exit(1)});ask()" "$(npm config get registry)"`;
  test.each(egress)("%s: it is not taken for the Dockerfile's fault", async (_, words) => {
    const id = await submit(
      builds,
      only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; ${asking}`),
    );
    await events(builds, id, ({ type }) => type === "log");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    kill(words);
    const read = await events(builds, id);
    expect(read.filter(({ type }) => type === "started")).toHaveLength(2);
    expect(read.at(-1)).toMatchObject({ type: "finished" });
    expect(builds.complaints).toHaveLength(1);
  });
});
