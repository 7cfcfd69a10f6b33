// `npm run record`: builds the first lesson's two images through the API of a running product and writes
// what came out, with engine, base images and date, to the recording that the home page shows.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { client } from "../bench/lib.mjs";
import { seedProject } from "../bench/seed.mjs";
import { root } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const origin = process.env.ORIGIN ?? "http://127.0.0.1:3000";
const file = join(root, "content/recordings/multi-stage-builds.json");
const api = client(origin);

const sandbox = await (await api.call("/api/sandbox")).json();
const images = [];
const bases = new Map();
for (const [name, dockerfile] of [
  ["my-node-app-simple", "Dockerfile.simple"],
  ["my-node-app", "Dockerfile"],
]) {
  const { image, baseImages } = await api.build({ files: seedProject(), dockerfile });
  images.push({ name, dockerfile, unpackedBytes: image.unpackedBytes });
  for (const { ref, standIn } of baseImages) bases.set(ref, { ref, standIn });
}

const recording = {
  recordedAt: new Date().toISOString().slice(0, 10),
  // Without what a distribution adds to it, e.g. `+dfsg4`.
  engineVersion: sandbox.engineVersion.split("+")[0],
  baseImages: [...bases.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  images,
};
writeFileSync(file, JSON.stringify(recording));
await run("npx", ["biome", "format", "--write", file], { cwd: root });
console.log(readFileSync(file, "utf8"));
