import { afterAll, beforeAll, expect, test } from "vitest";
import type { Image } from "@/domain/image/image";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import {
  endOf,
  fakeHome,
  realFacts,
  realHome,
  requestOf,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { engineAt } from "@/server/run/engine";
import { openSandbox, type Sandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import { copyImage, openContainerdEngine } from "./containerd.fixture";
import { openImages } from "./images";
import { isContainerdStore } from "./store";

const base = "node:14-alpine";
const name = "stagecraft-test/stores:latest";
const files = {
  "a.txt": "x".repeat(3000),
  Dockerfile: `FROM ${base}
WORKDIR /app
COPY a.txt .
RUN --network=none ln -s a.txt b && ln a.txt c && mkdir d && rm /etc/passwd
`,
};

let database: Database;
let containerd: Awaited<ReturnType<typeof openContainerdEngine>>;
let home: ReturnType<typeof fakeHome>;
const classic = engineAt(realFacts().dockerHost);
beforeAll(async () => {
  database = await openDatabase();
  containerd = await openContainerdEngine();
  await copyImage(classic, containerd.docker, base);
  home = fakeHome();
  home.facts(await factsOf());
  home.say("ready", "Ready");
});
afterAll(async () => {
  home.remove();
  await containerd.close();
  await database.close();
});

async function factsOf(): Promise<SandboxFacts> {
  const facts = realFacts();
  const { Id } = await containerd.docker.getImage(base).inspect();
  const baseImages = facts.baseImages
    .filter(({ ref }) => ref === base)
    .map((image) => ({ ...image, imageId: Id }));
  const { dockerHost } = containerd;
  const slots = facts.slots.slice(0, 1).map(({ hosts: _, ...slot }) => slot);
  const none = { hosts: {}, meterSocket: null, layersSocket: null };
  return { ...facts, ...none, dockerHost, slots, baseImages };
}

async function built(builds: TestBuilds): Promise<Image> {
  const last = await endOf(builds, requestOf(files));
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  return last.result.image;
}

/** The sizes of an image on one engine, once all are known. */
async function sizesOf(sandbox: Sandbox, image: Image) {
  const nothing = { query: async () => [] };
  const complaints: string[] = [];
  const complain = (what: string) => void complaints.push(what);
  const images = openImages({ sandbox, database: nothing, now: Date.now, complain });
  const analysed = async () => {
    const found = await images.analyst.analyse(image);
    if (!found.ok) throw new Error(found.why);
    return found.analysis;
  };
  await expect.poll(analysed, { timeout: 90_000 }).toHaveProperty("compressedBytes");
  const { unpackedBytes, compressedBytes, uniqueBytes, layers } = await analysed();
  await images.close();
  expect(complaints).toEqual([]);
  return { unpackedBytes, compressedBytes, uniqueBytes, layers };
}

test("the same image has the same three sizes on the classic and on the containerd store", async () => {
  expect(await isContainerdStore(classic)).toBe(false);
  expect(await isContainerdStore(containerd.docker)).toBe(true);
  const [own, other] = [openSandbox(realHome), openSandbox(home.folder)];
  const builds = await testBuilds(database, realHome);
  const image = await built(builds);
  await classic.getImage(image.id).tag({ repo: "stagecraft-test/stores", tag: "latest" });
  await copyImage(classic, containerd.docker, name);
  await classic.getImage(name).remove();
  const { Id } = await containerd.docker.getImage(name).inspect();

  expect(await sizesOf(other, { ...image, id: Id })).toEqual(await sizesOf(own, image));
  await builds.end();
  await own.close();
  await other.close();
});

test("a build weighs the same, in each layer, on either store", async () => {
  const weights = async (folder: string) => {
    const builds = await testBuilds(database, folder);
    const { unpackedBytes, layers } = await built(builds);
    await builds.end();
    return [unpackedBytes, ...layers.map(({ bytes, shared, line }) => [bytes, shared, line])];
  };
  expect(await weights(home.folder)).toEqual(await weights(realHome));
});
