import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { MissReason, Reuse } from "@/domain/build/reuse";
import { openSandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import { endOf, only, realHome, requestOf, type TestBuilds, testBuilds } from "./fixture";

let database: Database;
let builds: TestBuilds;
let learner = "";
let salt = "";
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
});
// Nobody has built these before, and nobody is compared with another.
beforeEach(() => {
  learner = randomUUID();
  salt = randomUUID();
});

async function reuse(request: Parameters<typeof endOf>[1]): Promise<Reuse> {
  const last = await endOf(builds, request, learner);
  if (last?.type === "finished") return last.result.reuse ?? [];
  if (last?.type === "failed") return last.failure.reuse ?? [];
  throw new Error(JSON.stringify(last));
}
const told = (steps: Reuse) =>
  Object.fromEntries(steps.map(({ line, reused, reason }) => [line, reused ? "reused" : reason]));

/** Takes what a command with that text made out of the engine's cache. */
async function engineCacheGone(text: string) {
  const sandbox = openSandbox(realHome);
  await vi.waitFor(() => expect(sandbox.engine()).not.toBeNull());
  // The images that were built hold what they are made of.
  await builds.end();
  builds = await testBuilds(database, realHome);
  const buildkit = sandbox.engine()?.buildkit;
  const made = async () => {
    const records = (await buildkit?.diskUsage()) ?? [];
    return records.filter(({ description }) => description.includes(text)).map(({ id }) => id);
  };
  await expect
    .poll(async () => {
      const ids = await made();
      if (ids.length > 0) await buildkit?.prune({ ids });
      return made();
    })
    .toEqual([]);
  await sandbox.close();
}

const dockerfile = (command: string) => `FROM node:14-alpine AS builder
WORKDIR /app
COPY package.json ./
RUN ${command}
COPY src src

FROM node:14-alpine
COPY --from=builder /app /app
CMD ["node", "/app/src/index.js"]
`;
const project = ({ command = "echo made > made.txt", index = "1", name = "a" } = {}) =>
  requestOf({
    Dockerfile: dockerfile(command),
    "package.json": JSON.stringify({ name, salt }),
    "src/index.js": `// ${salt} ${index}`,
  });
const changed = (path: string): MissReason => ({
  why: "files",
  files: [{ path, change: "changed" }],
});
const stage = (line: number): MissReason => ({ why: "stage", stage: "builder", line });

describe("against the build before, each instruction says why it was not reused", () => {
  test("when a source file changes, only the COPY of it and what takes from its stage", async () => {
    expect(told(await reuse(project()))).toMatchObject({
      3: { why: "first" },
      4: { why: "first" },
      5: { why: "first" },
      8: { why: "first" },
    });
    expect(told(await reuse(project({ index: "2" })))).toEqual({
      2: "reused",
      3: "reused",
      4: "reused",
      5: changed("src/index.js"),
      8: stage(5),
    });
  });

  test("when package.json changes, the installation below it too", async () => {
    await reuse(project());
    expect(told(await reuse(project({ name: "b" })))).toMatchObject({
      2: "reused",
      3: changed("package.json"),
      4: { why: "earlier", line: 3 },
      8: stage(3),
    });
  });

  test("when a RUN line changes, that line", async () => {
    await reuse(project());
    const steps = told(await reuse(project({ command: "echo other > made.txt" })));
    expect(steps).toMatchObject({ 2: "reused", 3: "reused", 4: { why: "line" }, 8: stage(4) });
  });

  test("when nothing changes, all is reused", async () => {
    await reuse(project());
    const steps = await reuse(project());
    expect(steps.map(({ line }) => line)).toEqual([2, 3, 4, 5, 8]);
    expect(steps.every(({ reused }) => reused)).toBe(true);
  });

  test("when the cache was not to be used, nothing else is to blame", async () => {
    await reuse(project());
    const steps = await reuse({ ...project({ index: "2" }), noCache: true });
    // A copy of the same bytes is made once, whatever was asked for.
    const made = steps.filter(({ reused }) => !reused);
    expect(made.map(({ line }) => line)).toContain(4);
    expect(new Set(made.map(({ reason }) => reason?.why))).toEqual(new Set(["no-cache"]));
  });

  test("when a build argument changes, what is below its ARG", async () => {
    const text = `FROM node:14-alpine\nRUN echo ${salt}\nARG V=1\nRUN echo $V ${salt}\n`;
    await reuse(only(text));
    expect(told(await reuse(only(text, { buildArgs: { V: "2" } })))).toEqual({
      2: "reused",
      4: { why: "argument", name: "V", line: 3 },
    });
  });

  test("when the base image changes, all that stands on it", async () => {
    const text = (base: string) => `FROM ${base}\nRUN echo ${salt} > /x\n`;
    await reuse(only(text("node:14-alpine")));
    expect(told(await reuse(only(text("node:14"))))).toEqual({
      2: { why: "base", ref: "node:14", line: 1 },
    });
  });
});

test("what is gone from the cache is not blamed on the learner", async () => {
  const plain = only(`FROM node:14-alpine\nRUN echo ${salt}\n`);
  await reuse(plain);
  expect(told(await reuse(plain))).toEqual({ 2: "reused" });
  await engineCacheGone(salt);
  expect(told(await reuse(plain))).toEqual({ 2: { why: "cleared" } });
});

test("a build that failed tells how far it got, and the next what it had not reached", async () => {
  const text = (code: number) =>
    `FROM node:14-alpine\nRUN echo ${salt}\nRUN exit ${code}\nRUN echo more ${salt}\n`;
  expect(told(await reuse(only(text(3))))).toEqual({ 2: { why: "first" }, 3: { why: "first" } });
  expect(told(await reuse(only(text(3))))).toEqual({ 2: "reused", 3: { why: "unreached" } });
  expect(told(await reuse(only(text(0))))).toEqual({
    2: "reused",
    3: { why: "line" },
    4: { why: "earlier", line: 3 },
  });
});

test("a build is compared with one of the same Dockerfile and lesson only", async () => {
  await reuse(project());
  const other = { ...project({ index: "2" }), lesson: "multi-stage-builds" };
  expect(told(await reuse(other))).toMatchObject({ 4: "reused", 5: { why: "first" } });
});
