import { execFile } from "node:child_process";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const HELD = 10_000;
const WAITING = 200;
/** A layer of more has its turn among its like: it takes long, and nobody waits behind it for a small one. */
const LARGE = 64 * 1024 ** 2;

/**
 * The compressed sizes of layers (bytes of the tar, gzip level 6), each measured once: one small one
 * and one large one at a time. Those of base images are kept in `folder` for good, the last others in memory; `isBase(diffId)` tells
 * them apart. `measure(layer)` gives the bytes.
 */
export function openSizes(folder, isBase, measure = measureApart) {
  const known = new Map();
  const asked = new Map();
  const turns = { small: Promise.resolve(), large: Promise.resolve() };

  async function find({ diffId, ...layer }) {
    const path = join(folder, diffId.slice("sha256:".length));
    const kept = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
    const bytes = kept || (await inTurn(layer));
    if (!kept && (await isBase(diffId))) await keep(path, bytes);
    remember(diffId, bytes);
    return bytes;
  }
  function inTurn(layer) {
    const lane = layer.bytes > LARGE ? "large" : "small";
    const measured = turns[lane].catch(() => {}).then(() => measure(layer));
    turns[lane] = measured;
    return measured;
  }
  async function keep(path, bytes) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.${process.pid}`, `${bytes}\n`);
    await rename(`${path}.${process.pid}`, path);
  }
  function remember(diffId, bytes) {
    known.set(diffId, bytes);
    const [oldest] = known.keys();
    if (known.size > HELD) known.delete(oldest);
  }

  return {
    /** The bytes, as soon as they are known; null where too many wait. */
    async of(layer) {
      const { diffId } = layer;
      if (known.has(diffId)) return known.get(diffId);
      if (asked.has(diffId)) return asked.get(diffId);
      if (asked.size >= WAITING) return null;
      const found = find(layer);
      asked.set(diffId, found);
      return found.finally(() => asked.delete(diffId));
    },
  };
}

async function measureApart({ tarSplit, diff }) {
  const script = join(import.meta.dirname, "measure.mjs");
  const { stdout } = await run("nice", ["-n", "19", process.execPath, script, tarSplit, diff]);
  return Number.parseInt(stdout, 10);
}
