import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { expect, test } from "vitest";
import { readEntries, TooManyFiles } from "./entries";

const signal = new AbortController().signal;

async function tarOf(...members: [Parameters<ReturnType<typeof pack>["entry"]>[0], string?][]) {
  const packed = pack();
  for (const [header, text] of members) packed.entry(header, text ?? "");
  packed.finalize();
  return Readable.from([await buffer(packed)]);
}

test("members have absolute paths, whatever the tar writes, and links say where they lead", async () => {
  const tar = await tarOf(
    [{ name: "./", type: "directory" }],
    [{ name: "./app/", type: "directory", mode: 0o755 }],
    [{ name: "app/a", mode: 0o100644 }, "text"],
    [{ name: "/app//b", type: "link", linkname: "./app/a", mode: 0o644 }],
    [{ name: "app/c", type: "symlink", linkname: "../a", mode: 0o777 }],
    [{ name: "app/.wh.d", mode: 0o600 }],
    [{ name: "pipe", type: "fifo", mode: 0o600 }],
  );
  expect(await readEntries(tar, { atMost: 10, signal })).toEqual([
    { path: "/app", type: "folder", bytes: 0, mode: 0o755 },
    { path: "/app/a", type: "file", bytes: 4, mode: 0o644 },
    { path: "/app/b", type: "hardlink", bytes: 0, mode: 0o644, target: "/app/a" },
    { path: "/app/c", type: "link", bytes: 0, mode: 0o777, target: "../a" },
    { path: "/app/.wh.d", type: "file", bytes: 0, mode: 0o600 },
    { path: "/pipe", type: "other", bytes: 0, mode: 0o600 },
  ]);
});

test("a layer of more members than may be is left at once", async () => {
  const tar = await tarOf([{ name: "a" }], [{ name: "b" }], [{ name: "c" }]);
  await expect(readEntries(tar, { atMost: 2, signal })).rejects.toBeInstanceOf(TooManyFiles);
});

test("the texts that are wanted are taken on the way, and no others", async () => {
  const tar = await tarOf(
    [{ name: "a/lock" }, "one"],
    [{ name: "b" }, "two"],
    [{ name: "c" }, "é"],
  );
  const taken: string[][] = [];
  const texts = {
    wants: ({ path }: { path: string }) => path !== "/b",
    take: (...one: string[]) => taken.push(one),
  };
  expect(await readEntries(tar, { atMost: 9, signal, texts })).toHaveLength(3);
  expect(taken).toEqual([
    ["/a/lock", "one"],
    ["/c", "é"],
  ]);
});

test("who asks no more stops the reading", async () => {
  const tar = new Readable({ read() {} });
  await expect(readEntries(tar, { atMost: 9, signal: AbortSignal.abort() })).rejects.toThrow(
    /abort/i,
  );
  expect(tar.destroyed).toBe(true);
});
