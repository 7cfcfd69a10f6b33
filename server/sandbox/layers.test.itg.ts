import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  endOf,
  realFacts,
  realHome,
  requestOf,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { kill } from "@/server/faults/processes.fixture";
import { chainIdsOf } from "@/server/image/chain";
import { type Database, openDatabase } from "@/server/storage/database";
import { connectLayers } from "./layers";

const layers = connectLayers(realFacts().layersSocket ?? "");
const signal = new AbortController().signal;
let database: Database;
let builds: TestBuilds;
let top: string;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
  const hostile = requestOf({
    "package-lock.json": "{}",
    Dockerfile: `FROM node:14-alpine
COPY package-lock.json /app/
RUN mkdir -p /a /b /c /d /e && cp /app/package-lock.json /a && echo secret > /a/index.js \\
  && ln -s /etc/passwd /b/package-lock.json && mkfifo /c/package-lock.json \\
  && ln -s /app /d/app && head -c 9000000 /dev/zero > /e/package-lock.json
`,
  });
  const last = await endOf(builds, hostile);
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  top = chainIdsOf(last.result.image.layers.map(({ diffId }) => diffId)).at(-1) ?? "";
});
afterAll(async () => {
  await builds.end();
  await database.close();
});

test("of a layer's files, npm's lock files are told and nothing else", async () => {
  const told = (path: string) => layers.lockFile(top, path, signal);
  expect(await told("/a/package-lock.json")).toBe("{}");
  for (const path of ["/a/index.js", "/app/package-lock.json", "/../../package-lock.json", ""])
    expect(await told(path), path).toBeNull();
});

test("a link, a pipe and a file too large are not read", async () => {
  for (const folder of ["/b", "/c", "/d/app", "/e"])
    expect(await layers.lockFile(top, `${folder}/package-lock.json`, signal), folder).toBeNull();
});

test("nothing but a layer's own id is taken for one", async () => {
  for (const id of ["..", "sha256", `${top}/..`, "%2e%2e%2f", "0".repeat(64), ""])
    expect(await layers.tarSplit(id, signal), id).toBeNull();
});

test("it is there again after a kill -9", async () => {
  expect(kill(/layers\/layers\.mjs/).length).toBeGreaterThan(0);
  const again = async () => {
    const found = await layers.tarSplit(top, signal).catch(() => null);
    return found && (await text(found)).length;
  };
  await expect.poll(again, { timeout: 20_000 }).toBeGreaterThan(0);
});
