// Tells what each slot uses, on a Unix socket: GET / answers with a JSON reading, every number in it
// counted since the start of this process: meter.mjs <home>
// Runs outside the walls and as root: it looks into what strangers wrote, but opens none of it.
import { chmodSync, chownSync, readFileSync, rmSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { layoutOf } from "../slots/cgroup.mjs";
import { slotsOf } from "../slots/slots.mjs";
import { openBook } from "./book.mjs";
import { diskOf } from "./disk.mjs";
import { recordOf } from "./record.mjs";
import { useOf } from "./slot.mjs";

const home = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(home, "run", name), "utf8"));
const settings = read("settings.json");
const { group, meterSocket: socket } = read("walls.json");
const layout = layoutOf(readFileSync("/proc/self/mounts", "utf8"));
const slots = slotsOf(layout, settings);
const records = join(home, "run/containers");
const data = join(home, "data");
const book = openBook(layout);
const startedAt = new Date().toISOString();

async function takeIn(disk) {
  const names = await readdir(records).catch(() => []);
  const open = names.filter((name) => !name.includes("."));
  for (const id of open) await book.follow(id, await recordAt(id), disk);
  for (const name of names.filter((one) => one.endsWith(".ended"))) {
    await book.close(name.slice(0, -".ended".length), await recordAt(name));
    await rm(join(records, name), { force: true });
  }
  book.keep(new Set(open));
}

const recordAt = async (name) =>
  recordOf(await readFile(join(records, name), "utf8").catch(() => ""));

// What no container wrote: the engine itself copies, pulls, exports and frees. It stays as it was while
// what the containers wrote is not all counted: a neighbour would be charged with the rest.
let engine = { engineBytes: 0, engineFiles: 0 };
let first;
function engineShare(disk) {
  const counted = [...book.slots()].map(book.sumOf);
  const rest = {
    bytes: counted.reduce((left, { diskBytes }) => left - diskBytes, disk.usedBytes),
    files: counted.reduce((left, { files }) => left - files, disk.usedFiles),
  };
  first ??= rest;
  if (book.isFresh())
    engine = { engineBytes: rest.bytes - first.bytes, engineFiles: rest.files - first.files };
  return engine;
}

// How often a process that lets builds reach their package sources has ended (lib/init.sh, lib/outside.sh).
const egressEnds = async () =>
  (await readFile(join(home, "run/ended"), "utf8").catch(() => "")).match(/ (gate|outside)$/gm)
    ?.length ?? 0;

async function reading() {
  const disk = await diskOf(data);
  await takeIn(disk);
  return {
    startedAt,
    egressEnds: await egressEnds(),
    disk: { ...disk, ...engineShare(disk) },
    slots: await Promise.all(
      slots.map(async ({ id, cgroupParent }) => {
        const use = await useOf(layout, cgroupParent);
        const { oomKills, forkRefusals, ...others } = book.sumOf(cgroupParent);
        return {
          id,
          ...use,
          ...others,
          oomKills: use.oomKills + oomKills,
          forkRefusals: use.forkRefusals + forkRefusals,
        };
      }),
    ),
  };
}

// One at a time: who asks meanwhile gets an answer that began after the question.
let turn = Promise.resolve();
function inTurn() {
  turn = turn.catch(() => {}).then(reading);
  return turn;
}

const server = createServer(async (_, response) => {
  try {
    const body = JSON.stringify(await inTurn());
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
rmSync(socket, { force: true });
server.listen(socket, () => {
  chmodSync(socket, 0o660);
  chownSync(socket, 0, group);
});
process.stdin.on("end", () => process.exit(0)).resume();
