// Says in status.json that the sandbox is stopped: write-stopped.mjs <status.json>
import { renameSync, writeFileSync } from "node:fs";
import { emptyStatus, foldStatus } from "./fold.mjs";

const path = process.argv[2];
const now = new Date().toISOString();
const status = foldStatus(emptyStatus, "stopped\tThe sandbox is stopped", now);
writeFileSync(`${path}.new`, `${JSON.stringify({ ...status, updatedAt: now }, null, 2)}\n`);
renameSync(`${path}.new`, path);
