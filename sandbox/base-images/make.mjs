// Sees to it that the cache has the base images of one kind: real ones where a registry answers, else
// stand-ins: make.mjs <small|full> <cache> <machine.json> <list to write>
// Says its progress as status/fold.mjs reads it.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "./catalogue.mjs";
import { isWhole, layerStore, recipeKey } from "./layer-store.mjs";
import { tellProgress } from "./progress.mjs";
import { originOf, pullReal } from "./real.mjs";
import { answers } from "./registry.mjs";
import { makeStandIn } from "./stand-in.mjs";

const PROBE_MS = 1500;
const [kind, cache, machinePath, listPath] = process.argv.slice(2);
const entries = catalogue.filter((entry) => entry.kind === kind);

write(listPath, (await realImages()) ?? (await standIns()));

/** The real images, from the cache or a registry; null where there is neither. */
async function realImages() {
  const known = join(cache, "images", `${kind}-${recipeKey(entries)}.json`);
  const images = existsSync(known) ? JSON.parse(readFileSync(known, "utf8")) : null;
  if (images?.every(({ layers }) => layers.every(isWhole))) return images;
  if (!(await registriesAnswer())) return null;
  try {
    const pulled = await pullAll();
    write(known, pulled);
    return pulled;
  } catch (error) {
    console.error(`pulling failed, making stand-ins instead: ${error.message}`);
    return null;
  }
}

async function registriesAnswer() {
  const origins = [...new Set(entries.map(({ real }) => originOf(real.registry)))];
  return (await Promise.all(origins.map((origin) => answers(origin, PROBE_MS)))).every(Boolean);
}

async function pullAll() {
  let totalBytes = 0;
  let gotBytes = 0;
  const onTotal = (bytes) => {
    totalBytes += bytes;
  };
  const onBytes = (bytes) => {
    gotBytes += bytes;
    tellProgress(
      kind,
      "make",
      gotBytes / totalBytes,
      `${Math.round(gotBytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB`,
    );
  };
  return Promise.all(
    entries.map((entry) => pullReal(entry, { blobs: join(cache, "blobs"), onTotal, onBytes })),
  );
}

/** Made from packages; layers that are in the cache are taken from there. */
async function standIns() {
  const machine = JSON.parse(readFileSync(machinePath, "utf8"));
  const work = join(cache, "work", kind);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const store = layerStore(join(cache, "layers"), work);
  const tell = (done, detail) => tellProgress(kind, "make", done, detail);
  const images = await Promise.all(
    entries.map((entry) => makeStandIn(entry, { store, work, machine, tell })),
  );
  rmSync(work, { recursive: true, force: true });
  return images;
}

function write(path, images) {
  writeFileSync(`${path}.part`, JSON.stringify(images, null, 2));
  renameSync(`${path}.part`, path);
}
