import { renameSync, writeFileSync } from "node:fs";
import { emptyStatus, foldStatus } from "./fold.mjs";
import { endedLine, progressLine } from "./words.mjs";

const WRITE_MS = 100;

/**
 * Keeps a status.json and tells a person on standard error. `say(line)` takes a line as
 * `foldStatus` does; `end()` writes the last state, and says that it was interrupted if it was.
 */
export function teller(path) {
  const terminal = process.stderr.isTTY ? process.stderr : null;
  const clear = terminal ? "\r\x1b[K" : "";
  let status = emptyStatus;
  let timer = null;

  function write() {
    clearTimeout(timer);
    timer = null;
    const text = JSON.stringify({ ...status, updatedAt: new Date().toISOString() }, null, 2);
    writeFileSync(`${path}.new`, `${text}\n`);
    renameSync(`${path}.new`, path);
  }

  function show(before) {
    for (const line of endedLine(before, status)) process.stderr.write(`${clear}${line}\n`);
    const line = progressLine(status);
    if (line !== null) terminal?.write(`${clear}${line.slice(0, terminal.columns - 1)}`);
  }

  return {
    say(line) {
      const before = status;
      status = foldStatus(status, line, new Date().toISOString());
      if (status.state !== before.state) write();
      else timer ??= setTimeout(write, WRITE_MS);
      show(before);
    },
    end() {
      const interrupted = "failed\tInterrupted; run it again to go on";
      if (status.state === "starting")
        status = foldStatus(status, interrupted, new Date().toISOString());
      write();
    },
  };
}
