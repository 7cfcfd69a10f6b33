import { closeSync, createReadStream, readSync } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { openInside } from "./inside.mjs";

const CHUNK = 256 * 1024;
const FILE = 1;
const SEGMENT = 2;

/**
 * The tar of a layer, byte for byte, in parts: its headers and padding from what tar-split kept of it,
 * its contents from the layer's files. Throws where a file has another size.
 * @see https://github.com/vbatts/tar-split/blob/v0.12.1/tar/storage/entry.go
 */
export async function* assemble({ tarSplit, diff }) {
  for await (const entry of entriesOf(tarSplit)) {
    if (entry.type === SEGMENT) yield Buffer.from(entry.payload ?? "", "base64");
    if (entry.type === FILE && entry.size > 0) yield* contentOf(diff, entry);
  }
}

function* contentOf(diff, { name, name_raw, size }) {
  const path = name_raw ? Buffer.from(name_raw, "base64") : Buffer.from(name);
  const file = openInside(diff, path);
  try {
    for (let left = size; left > 0; ) {
      const part = Buffer.allocUnsafe(Math.min(CHUNK, left));
      const read = readSync(file, part);
      if (read === 0) throw new Error("a file of the layer is shorter than its header says");
      left -= read;
      yield part.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

async function* entriesOf(tarSplit) {
  const text = pipeline(createReadStream(tarSplit), createGunzip(), () => {});
  for await (const line of linesOf(text)) yield JSON.parse(line);
}

// Node's readline ends without a word where its input breaks.
async function* linesOf(stream) {
  let rest = "";
  for await (const part of stream.setEncoding("utf8")) {
    const lines = (rest + part).split("\n");
    rest = lines.pop();
    yield* lines;
  }
  if (rest !== "") yield rest;
}
