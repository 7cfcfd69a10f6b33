import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "./run.mjs";

/** The hash under which something made from this recipe (any JSON value) is kept. */
export function recipeKey(recipe) {
  return createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 32);
}

/**
 * A folder of finished layers, each made once from its recipe. `layer(recipe, createdBy, fill)` gives
 * `{ diffId, path, bytes, madeAt, createdBy }`; `fill(folder)` puts the layer's files into an empty folder.
 */
export function layerStore(folder, work) {
  mkdirSync(folder, { recursive: true });
  const making = new Map();

  async function make(key, fill) {
    const path = join(folder, `${key}.tar`);
    const facts = join(folder, `${key}.json`);
    const known = existsSync(facts) ? { path, ...JSON.parse(readFileSync(facts, "utf8")) } : null;
    if (known && isWhole(known)) return known;
    const root = join(work, key);
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    await fill(root);
    const part = join(work, `${key}.tar`);
    await tarFolder(root, part);
    rmSync(root, { recursive: true, force: true });
    const made = {
      diffId: await digestOf(part),
      bytes: statSync(part).size,
      madeAt: new Date().toISOString(),
    };
    renameSync(part, path);
    writeFileSync(join(work, `${key}.json`), JSON.stringify(made));
    renameSync(join(work, `${key}.json`), facts);
    return { path, ...made };
  }

  return {
    async layer(recipe, createdBy, fill) {
      const key = recipeKey(recipe);
      if (!making.has(key)) making.set(key, make(key, fill));
      return { ...(await making.get(key)), createdBy };
    },
  };
}

/** Whether a layer's file is there in full. */
export function isWhole({ path, bytes }) {
  return existsSync(path) && statSync(path).size === bytes;
}

/** The same files give the same tar: sorted, owned by numbers, without times of their own. */
function tarFolder(root, path) {
  const same = ["--sort=name", "--numeric-owner", "--mtime=@1"];
  return run("tar", [...same, "--exclude=./dev/*", "-C", root, "-cf", path, "."]);
}

async function digestOf(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return `sha256:${hash.digest("hex")}`;
}
