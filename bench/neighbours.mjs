// What a learner notices of an attack beside: the tutorial's build after an edit, alone and beside each
// file of `sandbox/hostile`, turn by turn in one run; and what the walls cost a cold `npm install`
// against the same engine without any.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clients, edited, median, timed } from "./lib.mjs";
import { openEngine } from "./open-engine.mjs";
import { seedProject } from "./seed.mjs";

const folder = fileURLToPath(new URL("../sandbox/hostile", import.meta.url));
/** An attack is watched for so long, and then called off. */
const watchMs = 3000;
const coldRounds = 5;

/** Resolves with a row for each attack (slowdown: the neighbour's median beside it by that alone), and one for the walls. */
export async function neighbours({ origin, home }) {
  const facts = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));
  const neighbour = clients(origin, 12);
  const attacker = clients(origin, 12);
  const files = seedProject();
  const build = () => timed(() => neighbour().build({ files: edited(files, "neighbour") }));
  await build();

  const alone = [];
  const rows = [];
  for (const name of attacks()) {
    alone.push(await build(), await build());
    const beside = [];
    const dockerfile = readFileSync(join(folder, name), "utf8");
    const verdict = await during(attacker(), dockerfile, async () => beside.push(await build()));
    rows.push({
      attack: name.replace(".Dockerfile", ""),
      verdict,
      builds: beside.length,
      besideMs: median(beside),
    });
  }
  const aloneMs = median(alone);
  for (const row of rows) row.slowdown = row.besideMs / aloneMs;
  const walls = await costOfWalls(clients(origin, 3), facts, files);
  return {
    engine: facts.engineVersion,
    baseImages: facts.baseImages.map(({ ref, standIn }) => ({ ref, standIn })),
    aloneMs,
    slowdown: { median: median(rows.map(({ slowdown }) => slowdown)), goal: 2 },
    walls,
    rows,
  };
}

const attacks = () => readdirSync(folder).filter((name) => name.endsWith(".Dockerfile"));

/** Does the work again and again while an attack is built, once at least; resolves with its verdict. */
async function during(api, dockerfile, work) {
  const id = await api.post({ files: { Dockerfile: dockerfile }, noCache: true }).catch((error) => {
    // What is wrong with the file; a place that is busy is no verdict.
    if (error.status === 413 || error.status === 422) return null;
    throw error;
  });
  if (id === null) {
    await work();
    return "refused";
  }
  let last;
  const ended = api.end(id).then((event) => {
    last = event;
  });
  const until = performance.now() + watchMs;
  do await work();
  while (!last && performance.now() < until);
  if (!last) await api.call(`/api/builds/${id}`, { method: "DELETE" });
  await ended;
  return last.failure?.limit?.name ?? last.failure?.kind ?? last.type;
}

async function costOfWalls(learner, facts, files) {
  const open = await openEngine(facts);
  const [inside, outside] = [[], []];
  try {
    for (let round = 0; round < coldRounds; round += 1) {
      const us = async () =>
        inside.push(await timed(() => learner().build({ files, noCache: true })));
      const them = async () => outside.push(await timed(() => open.build(files)));
      for (const turn of round % 2 ? [them, us] : [us, them]) await turn();
    }
  } finally {
    await open.close();
  }
  const [sandboxMs, openMs] = [median(inside), median(outside)];
  return {
    what: "cold npm install",
    rounds: coldRounds,
    sandboxMs,
    openMs,
    ratio: sandboxMs / openMs,
    goal: 1.5,
  };
}
