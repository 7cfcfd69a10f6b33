import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/server/storage/database";
import { endOf, only, realFacts, realHome, type TestBuilds, testBuilds } from "./fixture";

let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome, { ceilings: { timeMs: 8000, logBytes: 20_000 } });
});
afterAll(async () => {
  await builds.end();
  await database.close();
});

const run = (command: string) => only(`FROM node:14-alpine\nRUN echo ${randomUUID()}; ${command}`);

test("a build that takes too long is stopped, at its line", async () => {
  expect(await endOf(builds, run("sleep 60"))).toMatchObject({
    type: "failed",
    failure: { kind: "limit", line: 2, limit: { name: "buildTime", unit: "ms" } },
  });
});

test("a build that says too much is stopped, and what it said last is kept", async () => {
  const last = await endOf(builds, run("yes 0123456789 | head -c 500000"));
  expect(last).toMatchObject({
    type: "failed",
    failure: { kind: "limit", limit: { name: "buildLog" }, line: 2 },
  });
  expect(last?.type === "failed" && last.failure.logTail.at(-2)).toBe("0123456789");
});

test.skipIf(realFacts().slots.length === 0)(
  "a build that needs too much memory is told so, and the next one runs",
  async () => {
    const hungry = `node -e 'const a = []; for (;;) a.push(Buffer.alloc(1 << 26, 1))'`;
    const [slot] = realFacts().slots;
    expect(await endOf(builds, run(hungry))).toMatchObject({
      type: "failed",
      failure: {
        kind: "limit",
        line: 2,
        limit: { name: "buildMemory", value: slot?.memoryBytes, unit: "bytes" },
      },
    });
    expect(await endOf(builds, run("true"))).toMatchObject({ type: "finished" });
  },
);

test("who ends like a killed process is not out of memory", async () => {
  expect(await endOf(builds, run("node -e 'process.exit(137)'"))).toMatchObject({
    type: "failed",
    failure: { kind: "instruction", message: expect.stringMatching(/exit code 137/) },
  });
});
