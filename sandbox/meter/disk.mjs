import { execFile } from "node:child_process";
import { readdir, readFile, stat, statfs } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a file system holds: bytes and files, used and in all. */
export async function diskOf(path) {
  const { blocks, bfree, bsize, files, ffree } = await statfs(path);
  return {
    usedBytes: (blocks - bfree) * bsize,
    totalBytes: blocks * bsize,
    usedFiles: files - ffree,
    totalFiles: files,
  };
}

/**
 * What lies in folders, bytes on the disk and files, beyond the least that lay there so far (kept in
 * the folders), and what these processes hold, open or in memory, though it was removed. By `du`, which
 * reaches files deeper than a path may be long; a folder that is gone holds nothing.
 */
export async function contentOf(folders, pids) {
  const sum = { bytes: await removedOf(pids), files: 0 };
  for (const folder of folders) {
    const [bytes, files] = await Promise.all([
      du("--block-size=1", folder.path),
      du("--inodes", folder.path),
    ]);
    folder.bytes = Math.min(folder.bytes, bytes);
    folder.files = Math.min(folder.files, files);
    sum.bytes += bytes - folder.bytes;
    sum.files += files - folder.files;
  }
  return sum;
}

async function du(unit, path) {
  // What vanishes under its hands makes `du` fail, but it has counted the rest. Not a nice one: on a busy
  // machine it would count for longer than a build may go on once it has met its limit.
  const counted = run("du", ["-s", "-x", unit, "--", path]);
  const { stdout } = await counted.catch((error) => error);
  return Number.parseInt(stdout, 10) || 0;
}

// Whoever holds more is stopped for that.
const LOOK_AT = 20_000;

async function removedOf(pids) {
  const seen = new Map();
  let looked = 0;
  for (const pid of pids) {
    for (const path of [...(await openOf(pid)), ...(await mappedOf(pid))]) {
      looked += 1;
      if (looked > LOOK_AT) break;
      const found = await stat(path).catch(() => null);
      if (!found?.isFile() || found.nlink > 0) continue;
      seen.set(`${found.dev}:${found.ino}`, found.blocks * 512);
    }
  }
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0);
}

async function openOf(pid) {
  const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return open.map((fd) => `/proc/${pid}/fd/${fd}`);
}

/** Removed files that a process writes through its memory, without a descriptor. */
async function mappedOf(pid) {
  const maps = await readFile(`/proc/${pid}/maps`, "utf8").catch(() => "");
  return [...maps.matchAll(/^([0-9a-f]+-[0-9a-f]+) .* \(deleted\)$/gm)].map(
    ([, range]) => `/proc/${pid}/map_files/${range}`,
  );
}
