// Puts the base images of one kind into the cache: make.mjs <small|full> <cache>
// Real ones where a registry answers, else stand-ins. Says its progress as status/fold.mjs reads it.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "./catalogue.mjs";
import { isWhole, layerStore, recipeKey } from "./layer-store.mjs";
import { readMachine } from "./machine.mjs";
import { tellProgress } from "./progress.mjs";
import { originOf, pullReal } from "./real.mjs";
import { answers } from "./registry.mjs";
import { makeStandIn, standInCode } from "./stand-in.mjs";

const PROBE_MS = 1500;
const [kind, cache] = process.argv.slice(2);
const entries = catalogue.filter((entry) => entry.kind === kind);
const list = join(cache, "images", `${kind}.json`);

const known = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : null;
const isKnown = (recipe) =>
  known?.recipe === recipe && known.images.every(({ layers }) => layers.every(isWhole));

const realRecipe = recipeKey({ real: entries });
if (!isKnown(realRecipe)) {
  const pulled = (await registriesAnswer()) ? await pullAll().catch(complain) : null;
  if (pulled) keep(realRecipe, pulled);
  else await makeUnlessKnown();
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

async function makeUnlessKnown() {
  const machine = readMachine();
  const recipe = recipeKey({ entries, machine, code: standInCode() });
  if (isKnown(recipe)) return;
  const work = join(cache, "work", kind);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const created = new Date().toISOString();
  const store = layerStore(join(cache, "layers"), work);
  const tell = (done, detail) => tellProgress(kind, "make", done, detail);
  keep(
    recipe,
    await Promise.all(
      entries.map((entry) => makeStandIn(entry, { store, work, machine, created, tell })),
    ),
  );
  rmSync(work, { recursive: true, force: true });
}

function keep(recipe, images) {
  mkdirSync(join(cache, "images"), { recursive: true });
  writeFileSync(`${list}.part`, JSON.stringify({ recipe, images }, null, 2));
  renameSync(`${list}.part`, list);
}

function complain(error) {
  console.error(`pulling failed, making stand-ins instead: ${error.message}`);
  return null;
}
