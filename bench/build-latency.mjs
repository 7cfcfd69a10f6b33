// How long a learner waits: POST to `finished`, against `docker buildx build` of the same files on the
// same engine, turn by turn in one run, so that a noisy machine disturbs both alike.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withBuildx, written } from "./buildx.mjs";
import { client, edited, median, timed } from "./lib.mjs";
import { seedProject } from "./seed.mjs";

const scenarios = [
  { name: "cached", rounds: 15, goal: 0.7, noCache: false, edit: false },
  { name: "one-file edit", rounds: 11, goal: 1.0, noCache: false, edit: true },
  { name: "cold", rounds: 5, goal: 1.1, noCache: true, edit: false },
];

/** Runs the three scenarios; resolves with a row each: medians in milliseconds and their ratio. */
export async function buildLatency({ origin, home }) {
  const facts = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));
  // The buildx of the engine's own version; with an engine that is not ours, name one.
  const buildx = process.env.BENCH_BUILDX ?? join(facts.cli, "docker-buildx");
  const folder = mkdtempSync(join(tmpdir(), "stagecraft-bench-"));
  const files = seedProject();
  try {
    await client(origin).build({ files });
    await withBuildx({ buildx, facts, folder: written(folder, files) });
    const rows = [];
    for (const scenario of scenarios) {
      // A learner each: one alone may not ask for as many builds as all scenarios take.
      const api = client(origin);
      rows.push(await measure(scenario, { api, buildx, facts, folder, files }));
    }
    return {
      engine: facts.engineVersion,
      baseImages: facts.baseImages.map(({ ref, standIn }) => ({ ref, standIn })),
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(scenario, { api, buildx, facts, folder, files }) {
  const { noCache } = scenario;
  const ours = [];
  const theirs = [];
  for (let round = 0; round < scenario.rounds; round += 1) {
    const mine = scenario.edit ? edited(files, `ours ${round}`) : files;
    const other = scenario.edit ? edited(files, `buildx ${round}`) : files;
    const us = async () => ours.push(await timed(() => api.build({ files: mine, noCache })));
    const them = async () => {
      written(folder, other);
      theirs.push(await timed(() => withBuildx({ buildx, facts, folder, noCache })));
    };
    // Who goes first changes, so that neither always finds the warmer machine.
    for (const turn of round % 2 ? [them, us] : [us, them]) await turn();
  }
  const row = {
    scenario: scenario.name,
    rounds: scenario.rounds,
    oursMs: median(ours),
    buildxMs: median(theirs),
  };
  return { ...row, ratio: row.oursMs / row.buildxMs, goal: scenario.goal };
}
