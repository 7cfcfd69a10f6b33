// Makes the network of runs, where it is missing: runs-network.mjs <home> <engine>
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, askJson } from "./ask.mjs";
import { RUNS_NETWORK, runsNetwork } from "./config.mjs";

const [home, engine] = process.argv.slice(2);
const { runs } = JSON.parse(readFileSync(join(home, "run/settings.json"), "utf8"));
const { status } = await ask(engine, `/networks/${RUNS_NETWORK}`);
if (status === 404) {
  await askJson(engine, "/networks/create", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(runsNetwork(runs)),
  });
}
