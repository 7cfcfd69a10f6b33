import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { extract, type Header } from "tar-stream";
import { expect, test } from "vitest";
import { tarChunks } from "./tar";

const MiB = 1024 * 1024;

async function collect(files: ReadonlyMap<string, string | Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of tarChunks(files)) chunks.push(chunk);
  return chunks;
}

async function unpack(chunks: readonly Uint8Array[]): Promise<[Header, string][]> {
  const entries: [Header, string][] = [];
  for await (const entry of Readable.from(chunks).pipe(extract())) {
    entries.push([entry.header, await text(entry)]);
  }
  return entries;
}

test("every file is there, after its folders and the root", async () => {
  const long = `${"long/".repeat(40)}äöü.txt`;
  const files = new Map<string, string | Uint8Array>([
    ["src/deep/a.js", "a"],
    ["Dockerfile", "FROM scratch"],
    [long, new TextEncoder().encode("ünï")],
    ["src/empty", ""],
  ]);
  const entries = await unpack(await collect(files));
  const names = entries.map(([{ name }]) => name);
  expect(names[0]).toBe("./");
  expect(names).toContain("src");
  expect(names.indexOf("src")).toBeLessThan(names.indexOf("src/deep"));
  expect(names.indexOf("src/deep")).toBeLessThan(names.indexOf("src/deep/a.js"));
  const contents = entries.filter(([{ type }]) => type === "file");
  expect(contents.map(([{ name }, content]) => [name, content])).toEqual([
    ["Dockerfile", "FROM scratch"],
    [long, "ünï"],
    ["src/deep/a.js", "a"],
    ["src/empty", ""],
  ]);
});

test("owner, mode and date are the same everywhere and always", async () => {
  const entries = await unpack(await collect(new Map([["a/b", "c"]])));
  for (const [{ type, mode, uid, gid, mtime }] of entries) {
    expect({ uid, gid, mtime }).toEqual({
      uid: 0,
      gid: 0,
      mtime: new Date("1985-10-26T08:15:00Z"),
    });
    expect(mode).toBe(type === "directory" ? 0o755 : 0o644);
  }
});

test("the same files give the same bytes, whatever their order", async () => {
  const files: [string, string][] = [
    ["b", "2"],
    ["a/b", "1"],
    ["a/a", "0"],
  ];
  const digest = async (order: [string, string][]) =>
    createHash("sha256")
      .update(Buffer.concat(await collect(new Map(order))))
      .digest("hex");
  const first = await digest(files);
  expect(await digest(files.toReversed())).toBe(first);
  expect(first).toMatchInlineSnapshot(
    `"2f50d7645753a7c9c7f999ddde7e59e688e51ff9fdfb21637c13198179d6ff52"`,
  );
});

test("chunks have 3 MiB, but for the last", async () => {
  const files = new Map<string, string | Uint8Array>([
    ["a", "small"],
    ["b", new Uint8Array(7 * MiB)],
    ["c", "small"],
  ]);
  const sizes = (await collect(files)).map(({ byteLength }) => byteLength);
  expect(sizes.slice(0, -1)).toEqual([3 * MiB, 3 * MiB]);
  expect(sizes.at(-1)).toBeLessThan(3 * MiB);
});

test("a file is read when its bytes are asked for, not before", async () => {
  const read: string[] = [];
  const files = new Map(Array.from("abcdefgh", (name) => [name, new Uint8Array(2 * MiB)]));
  const get = files.get.bind(files);
  files.get = (name) => {
    read.push(name);
    return get(name);
  };
  const chunks = tarChunks(files);
  await chunks.next();
  expect(read.length).toBeLessThan(4);
  await chunks.return(undefined);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(read.length).toBeLessThan(4);
});

test("an empty context is still a tar", async () => {
  expect((await unpack(await collect(new Map()))).map(([{ name }]) => name)).toEqual(["./"]);
});

test("whatever the names and the contents, a reader gets exactly these files", async () => {
  // Names as the context lets them through; a control character is refused there.
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
    .filter((text) => !/[\p{Cc}/\\]/u.test(text) && text !== "." && text !== "..");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const content = fc.oneof(fc.uint8Array({ maxLength: 3000 }), fc.string({ unit: "binary-ascii" }));
  const files = fc.uniqueArray(fc.tuple(path, content), {
    selector: ([one]) => one,
    maxLength: 12,
  });
  const bytes = async (chunks: readonly Uint8Array[]) => {
    const found = new Map<string, string>();
    for await (const entry of Readable.from(chunks).pipe(extract())) {
      const read: Buffer[] = [];
      for await (const chunk of entry) read.push(chunk as Buffer);
      if (entry.header.type === "file")
        found.set(entry.header.name, Buffer.concat(read).toString("hex"));
    }
    return found;
  };
  const property = fc.asyncProperty(files, async (given) => {
    const wanted = given.map(
      ([one, body]) => [one, Buffer.from(body as string).toString("hex")] as const,
    );
    expect(await bytes(await collect(new Map(given)))).toEqual(new Map(wanted));
  });
  await fc.assert(property, { numRuns: 200 });
});
