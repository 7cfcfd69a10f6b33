// Writes sandbox.json, the facts that the app needs: facts.mjs <home> <engine> <own|foreign>
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../base-images/catalogue.mjs";
import { layoutOf } from "../slots/cgroup.mjs";
import { slotsOf } from "../slots/slots.mjs";
import { ask, askJson } from "./ask.mjs";
import { RUNS_NETWORK } from "./config.mjs";
import { runtimeOf } from "./runtime.mjs";

const [home, engine, whose] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const settings = read(join(home, "run/settings.json"));
const isOwn = whose === "own";
const info = await askJson(engine, "/info");
const images = await baseImages();

const facts = {
  name: settings.name,
  dockerHost: engine,
  engineVersion: (await askJson(engine, "/version")).Version,
  cgroupVersion: Number(info.CgroupVersion),
  walls: { network: isOwn, egress: isOwn, userns: isOwn, disk: isOwn, slots: isOwn },
  ...(isOwn ? insideWalls() : noWalls()),
  runs: {
    // an engine that was started before there was one has none
    network: isOwn && settings.runs ? RUNS_NETWORK : null,
    runtime: await runtimeOf(engine, info, images[0]?.ref),
  },
  registry: read(join(home, "run/machine.json")).registry,
  baseImages: images,
  updatedAt: new Date().toISOString(),
};
writeFileSync(join(home, "sandbox.json.new"), `${JSON.stringify(facts, null, 2)}\n`);
renameSync(join(home, "sandbox.json.new"), join(home, "sandbox.json"));

function insideWalls() {
  const layout = layoutOf(readFileSync("/proc/self/mounts", "utf8"));
  const { allow, gateway, ingressSocket, meterSocket, layersSocket } = read(
    join(home, "run/walls.json"),
  );
  return {
    slots: slotsOf(layout, settings),
    hosts: Object.fromEntries(allow.map(({ name }) => [name, gateway])),
    gateway,
    ingressSocket,
    meterSocket,
    layersSocket,
    cli: join(readFileSync(join(home, "engine"), "utf8").trim(), "bin"),
    disk: { path: join(home, "data"), totalBytes: settings.diskBytes },
  };
}

/** A foreign engine's slots are places in the queue only: they have no cgroup, so no limits. */
function noWalls() {
  const slots = Array.from({ length: settings.slots }, (_, id) => ({
    id,
    cgroupParent: null,
    cgroupPaths: {},
    memoryBytes: null,
    processes: null,
    cpus: null,
  }));
  return {
    slots,
    hosts: {},
    gateway: null,
    ingressSocket: null,
    meterSocket: null,
    layersSocket: null,
    cli: null,
    disk: null,
  };
}

async function baseImages() {
  const made = ["small", "full"]
    .map((kind) => join(home, "run", `${kind}-images.json`))
    .flatMap((path) => (existsSync(path) ? read(path) : []));
  const found = await Promise.all(
    catalogue.map(async ({ ref, about }) => {
      const { status, text } = await ask(engine, `/images/${ref}/json`);
      if (status !== 200) return [];
      const image = JSON.parse(text);
      const standIn = image.Config?.Labels?.["org.stagecraft.stand-in"] === "true";
      const pulled = made.find(({ imageId }) => imageId === image.Id)?.digest ?? null;
      return {
        ref,
        imageId: image.Id,
        digest: standIn ? null : (pulled ?? image.RepoDigests?.[0]?.split("@")[1] ?? null),
        standIn,
        about: standIn ? image.Config.Labels["org.stagecraft.about"] : about,
        unpackedBytes: image.Size,
      };
    }),
  );
  return found.flat();
}
