import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LayerContent, LayerEntry } from "@/domain/image/content";
import type { Image } from "@/domain/image/image";
import { stack } from "@/domain/image/stack";
import { unpackedBytesOf } from "@/domain/image/unpacked";
import {
  endOf,
  realHome,
  requestOf,
  seed,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { openSandbox, type Sandbox } from "@/server/sandbox/sandbox";
import { type Database, openDatabase } from "@/server/storage/database";
import { openCompressed } from "./compressed";
import { type ContentReader, openContents } from "./contents";
import { readEntries } from "./entries";
import { newExporter } from "./export";
import { openKept } from "./kept";

let database: Database;
let builds: TestBuilds;
let sandbox: Sandbox;
beforeAll(async () => {
  database = await openDatabase();
  sandbox = openSandbox(realHome);
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await sandbox.close();
  await database.close();
});

const dockerfile = `FROM node:14-alpine
WORKDIR /app
RUN mkdir -p d/e && echo one > a && ln a b && ln -s a c && echo x > d/e/f && echo é > "ü n"
RUN rm a && echo more >> b && rm -r d && mkdir d && echo y > d/g && chmod 4755 d/g
RUN head -c 300000 /dev/urandom > big && truncate -s 5000000 sparse && rm /etc/passwd
`;

async function built(files: Record<string, string>): Promise<Image> {
  const last = await endOf(builds, requestOf(files));
  if (last?.type !== "finished") throw new Error(JSON.stringify(last));
  return last.result.image;
}
const layered = ({ id, layers }: Image) => ({ id, diffIds: layers.map(({ diffId }) => diffId) });

const complaints: string[] = [];
const complain = (what: string) => void complaints.push(what);
const forgetful = { find: async () => null, keep: async () => {} };
const ofService = () => openContents(sandbox.engine, forgetful, newExporter(), complain);
const ofExport = () => openContents(withoutService, forgetful, newExporter(), complain);
const withoutService = () => {
  const engine = sandbox.engine();
  return engine && { ...engine, layers: null };
};
async function read(contents: ContentReader, image: Image): Promise<readonly LayerContent[]> {
  const found = await contents(layered(image));
  if (!found.ok) throw new Error(found.why);
  return found.layers;
}

describe.each([
  ["an image with links, removals and replaced folders", { Dockerfile: dockerfile }],
  ["the tutorial's image", seed],
])("%s", (_, files) => {
  let image: Image;
  beforeAll(async () => {
    image = await built(files);
  });

  test("holds the same, read where the engine keeps it and out of its export", async () => {
    const own = await read(ofService(), image);
    expect(own.map(({ diffId }) => diffId)).toEqual(image.layers.map(({ diffId }) => diffId));
    expect(await read(ofExport(), image)).toEqual(own);
  });

  test("weighs in each layer what the engine says", async () => {
    const own = await read(ofService(), image);
    const weights = image.layers.map(({ shared }, index) =>
      unpackedBytesOf(own[index]?.entries ?? [], shared),
    );
    expect(weights).toEqual(image.layers.map(({ bytes }) => bytes));
  });

  test("gives, its layers stacked, the files and bytes of a container's export", async () => {
    expect(seenIn(await read(ofService(), image))).toEqual(await exported(image.id));
  });
});

test("a layer's compressed bytes are those of its tar, on both ways", async () => {
  const image = await built({ Dockerfile: dockerfile });
  const docker = sandbox.engine()?.docker as Docker;
  const tar = new Map<string, number>();
  const read = async (stream: Readable) => {
    let bytes = 0;
    for await (const part of stream.pipe(createGzip({ level: 6 }))) bytes += part.length;
    return bytes;
  };
  const wanted = new Set(layered(image).diffIds);
  const signal = new AbortController().signal;
  for (const [diffId, bytes] of await newExporter()(docker, layered(image), wanted, read, signal))
    tar.set(diffId, bytes);

  for (const engine of [sandbox.engine, withoutService]) {
    const none = { sizes: async () => new Map<string, number>(), keepSize: async () => {} };
    const sizes = openCompressed(engine, none, newExporter(), complain);
    await expect.poll(() => sizes.of(image), { timeout: 60_000 }).toEqual(tar);
    await sizes.close();
  }
});

test("what was read once is there for the next process, without an engine", async () => {
  const image = await built({ Dockerfile: dockerfile });
  const kept = openKept(database, Date.now);
  const first = openContents(sandbox.engine, kept, newExporter(), complain);
  const own = await read(first, image);
  const later = openContents(() => null, kept, newExporter(), complain);
  expect(await read(later, image)).toEqual(own);
  const nobody = openContents(() => null, forgetful, newExporter(), complain);
  expect(await nobody(layered(image))).toEqual({ ok: false, why: "no-engine" });
});

test("an image that is gone is said to be gone, on both ways", async () => {
  const gone = { id: `sha256:${"0".repeat(64)}`, diffIds: [`sha256:${"1".repeat(64)}`] };
  for (const contents of [ofService(), ofExport()])
    expect(await contents(gone)).toEqual({ ok: false, why: "no-image" });
});

test("who asks no more is read for no more, and the next is read all the same", async () => {
  const image = await built({ Dockerfile: dockerfile });
  const contents = ofExport();
  const asking = new AbortController();
  const first = contents(layered(image), asking.signal);
  const next = contents(layered(image));
  asking.abort();
  await expect(first).rejects.toThrow(/abort/i);
  expect(await next).toMatchObject({ ok: true });
});

type Found = Record<string, { type: string; bytes: number; mode: number; target?: string }>;

/** What is seen of an image's layers; a hard link is the file whose content it shares. */
function seenIn(layers: readonly LayerContent[]): Found {
  const files = layers.map(
    ({ entries }) => new Map(entries.map((one) => [one.path, one] as const)),
  );
  const seen = stack(layers.map(({ entries }) => entries)).seen();
  return shown(
    [...seen.values()].map(({ entry, layer }) => {
      const same = entry.type === "hardlink" && files[layer]?.get(entry.target ?? "");
      return same ? { ...same, path: entry.path } : entry;
    }),
  );
}

/** What the engine puts into a container, and so is not of its image. */
const ofContainers = /^\/(\.dockerenv|dev|proc|sys|etc\/(hosts|hostname|resolv\.conf|mtab))(\/|$)/;

function shown(entries: readonly LayerEntry[]): Found {
  const kept = entries.filter(({ path }) => !ofContainers.test(path));
  return Object.fromEntries(
    kept
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, type, bytes, mode, target }) => [
        path,
        { type, bytes, mode, ...(type === "link" && target ? { target } : {}) },
      ]),
  );
}

async function exported(id: string): Promise<Found> {
  const docker = sandbox.engine()?.docker as Docker;
  const container = await docker.createContainer({ Image: id });
  try {
    const tar = Readable.from(await container.export(), { objectMode: false });
    const signal = new AbortController().signal;
    const entries = await readEntries(tar, { atMost: 200_000, signal });
    const files = new Map(entries.map((entry) => [entry.path, entry] as const));
    return shown(
      entries.map((entry) => {
        const same = entry.type === "hardlink" ? files.get(entry.target ?? "") : undefined;
        return same ? { ...same, path: entry.path } : entry;
      }),
    );
  } finally {
    await container.remove();
  }
}
