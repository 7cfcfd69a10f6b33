import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const block = 512;
const magicAt = 257;
/** Sixteen kilobytes at a time, as is usual, cost more in turns than in work. */
const chunkSize = 256 * 1024;

/** The tar of a layer out of a blob that may be compressed; null, and the blob read to its end, where it is none. */
export async function layerTar(blob: Readable): Promise<Readable | null> {
  const parts: AsyncIterator<Buffer> = blob[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < block) {
    const { done, value } = await parts.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const whole = Readable.from(joined(head, parts), { objectMode: false });
  if (head.length > 1 && head.readUInt16BE(0) === 0x1f8b)
    return pipeline(whole, createGunzip({ chunkSize }), () => {});
  if (isTar(head)) return whole;
  for await (const _ of whole);
  return null;
}

/** An empty layer's tar is nothing but zeros. */
function isTar(head: Buffer): boolean {
  if (head.length < block) return false;
  return (
    head.toString("latin1", magicAt, magicAt + 5) === "ustar" ||
    head.subarray(0, block).every((byte) => byte === 0)
  );
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}
