// Says in status.json how things ended, where no writer runs: end.mjs <status.json> <stopped|failed> <words>
import { renameSync, writeFileSync } from "node:fs";
import { emptyStatus, foldStatus } from "./fold.mjs";

const [path, state, words] = process.argv.slice(2);
const now = new Date().toISOString();
const status = foldStatus(emptyStatus, `${state}\t${words}`, now);
writeFileSync(`${path}.new`, `${JSON.stringify({ ...status, updatedAt: now }, null, 2)}\n`);
renameSync(`${path}.new`, path);
