import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { expect, test } from "vitest";
import { blankTar } from "./blank";
import { readEntries } from "./entries";

const signal = new AbortController().signal;
const gz = (lines: readonly object[]) =>
  gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

/** A tar of one file as tar-split keeps it. */
async function splitOf(name: string, bytes: number) {
  const packed = pack();
  packed.entry({ name, mode: 0o4755 }, "x".repeat(bytes));
  packed.finalize();
  const tar = await buffer(packed);
  const start = tar.lastIndexOf("x".repeat(bytes));
  const segment = (part: Buffer) => ({ type: 2, payload: part.toString("base64") });
  const file = { type: 1, name, size: bytes };
  return [segment(tar.subarray(0, start)), file, segment(tar.subarray(start + bytes))];
}

test.each([
  ["a short name", "app/a.txt"],
  ["a name too long for a header", `app/${"n".repeat(200)}`],
  ["a name outside ASCII", `app/ü/${"é".repeat(80)}`],
])("a layer's members are read from its headers: %s", async (_, name) => {
  const tar = blankTar(Readable.from([gz(await splitOf(name, 3_000_000))]));
  expect(await readEntries(tar, { atMost: 1, signal })).toEqual([
    { path: `/${name}`, type: "file", bytes: 3_000_000, mode: 0o4755 },
  ]);
});

test("an empty file and an empty segment have neither size nor payload", async () => {
  const kept = [{ type: 2, payload: null }, { type: 1, name: "a", payload: null }, { type: 2 }];
  expect(await buffer(blankTar(Readable.from([gz(kept)])))).toHaveLength(0);
});

test("what breaks off is an error, not a short layer", async () => {
  const whole = gz(await splitOf("a", 10));
  const half = () => Readable.from([whole.subarray(0, whole.length - 20)]);
  await expect(readEntries(blankTar(half()), { atMost: 9, signal })).rejects.toThrow(
    /unexpected end/,
  );
  const broken = Readable.from(
    (async function* () {
      yield whole.subarray(0, 30);
      throw new Error("hung up");
    })(),
  );
  await expect(readEntries(blankTar(broken), { atMost: 9, signal })).rejects.toThrow("hung up");
});
