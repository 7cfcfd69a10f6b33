// Keeps status.json from the lines on its standard input, and tells a person: writer.mjs <status.json>
import { renameSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { emptyStatus, foldStatus } from "./fold.mjs";
import { endedLine, progressLine } from "./words.mjs";

const path = process.argv[2];
const WRITE_MS = 100;
let status = emptyStatus;
let timer = null;

function write() {
  clearTimeout(timer);
  timer = null;
  writeFileSync(
    `${path}.new`,
    `${JSON.stringify({ ...status, updatedAt: new Date().toISOString() }, null, 2)}\n`,
  );
  renameSync(`${path}.new`, path);
}

const onTerminal = process.stderr.isTTY;
const clearLine = onTerminal ? "\r\x1b[K" : "";

function show(before) {
  for (const line of endedLine(before, status)) process.stderr.write(`${clearLine}${line}\n`);
  const line = progressLine(status);
  if (onTerminal && line !== null)
    process.stderr.write(`${clearLine}${line.slice(0, process.stderr.columns - 1)}`);
}

for await (const line of createInterface({ input: process.stdin })) {
  const before = status;
  status = foldStatus(status, line, new Date().toISOString());
  if (status.state !== before.state) write();
  else timer ??= setTimeout(write, WRITE_MS);
  show(before);
}
if (status.state === "starting")
  status = foldStatus(
    status,
    "failed\tInterrupted; run it again to go on",
    new Date().toISOString(),
  );
write();
