import {
  chownSync,
  closeSync,
  copyFileSync,
  fstatSync,
  ftruncateSync,
  openSync,
  writeSync,
} from "node:fs";

const LOG_BYTES = 4 * 1024 * 1024;

/** Opens a log of one JSON line an event; at 4 MB its content moves to `<path>.1`, so it can't fill a disk. */
export function writeLog(path) {
  const file = openSync(path, "a", 0o640);
  let bytes = fstatSync(file).size;
  return (event) => {
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`;
    if (bytes > LOG_BYTES) {
      copyFileSync(path, `${path}.1`);
      ftruncateSync(file);
      bytes = 0;
    }
    bytes += writeSync(file, line);
  };
}

/** Runs one step of a process's start; ends the process with a plain sentence where it fails. */
export async function step(what, action) {
  try {
    await action();
  } catch (error) {
    console.error(`could not ${what}: ${error.message}`);
    process.exit(1);
  }
}

const NOBODY = 65_534;

/** Goes on as nobody: what was opened stays open; the log and `paths` become nobody's. */
export function giveUpRoot(logPath, paths = []) {
  closeSync(openSync(`${logPath}.1`, "a", 0o640));
  for (const path of [logPath, `${logPath}.1`, ...paths]) chownSync(path, NOBODY, NOBODY);
  process.setgroups([]);
  process.setgid(NOBODY);
  process.setuid(NOBODY);
}
