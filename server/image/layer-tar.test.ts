import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { expect, test } from "vitest";
import { layerTar } from "./layer-tar";

async function someTar(): Promise<Buffer> {
  const packed = pack();
  packed.entry({ name: "{" }, "x".repeat(2000));
  packed.finalize();
  return buffer(packed);
}
const inParts = (bytes: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    ),
  );

test.each([7, 512, 100_000])(
  "a layer's tar is found, packed or not, in parts of %i bytes",
  async (size) => {
    const tar = await someTar();
    for (const blob of [tar, gzipSync(tar)]) {
      const found = await layerTar(inParts(blob, size));
      expect(found && (await buffer(found)).equals(tar)).toBe(true);
    }
  },
);

test("an empty layer is nothing but zeros", async () => {
  const found = await layerTar(Readable.from([Buffer.alloc(1024)]));
  expect(found && (await buffer(found))).toHaveLength(1024);
});

test.each([
  ["an image's description", Buffer.from(`{"architecture":"amd64"${" ".repeat(900)}}`)],
  ["a short text", Buffer.from("{}")],
  ["nothing", Buffer.alloc(0)],
])("%s is no layer, and is read to its end", async (_, blob) => {
  const stream = inParts(blob, 100);
  expect(await layerTar(stream)).toBeNull();
  expect(stream.readableEnded || stream.destroyed).toBe(true);
});
