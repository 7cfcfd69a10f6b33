import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { z } from "zod";

const blank = Buffer.alloc(1024 ** 2);

/**
 * A layer's tar with zeros for contents, from what tar-split keeps of it: its headers are read by the
 * reader of all tars, and a gigabyte of zeros costs it next to nothing, as they are the same ones.
 * @see https://github.com/vbatts/tar-split/blob/v0.12.1/tar/storage/entry.go
 */
export function blankTar(tarSplit: Readable): Readable {
  // What breaks the source breaks the lines too, and so who reads them.
  const text = pipeline(tarSplit, createGunzip(), () => {});
  return Readable.from(partsOf(linesOf(text)), { objectMode: false });
}

// Node's readline ends without a word where its input breaks.
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const part of stream.setEncoding("utf8")) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function* partsOf(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) {
    const entry = entrySchema.parse(JSON.parse(line));
    if (entry.type === 2) yield Buffer.from(entry.payload ?? "", "base64");
    else yield* zeros(entry.size);
  }
}

/** A file of the tar (1), whose size is left out where it is 0, or a piece of the tar between files (2). */
const entrySchema = z.union([
  z.object({ type: z.literal(1), size: z.int().nonnegative().default(0) }),
  z.object({ type: z.literal(2), payload: z.string().nullish() }),
]);

function* zeros(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= blank.length) yield blank.subarray(0, left);
}
