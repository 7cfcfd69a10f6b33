import { closeSync, constants, fstatSync, openSync } from "node:fs";

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;
const SLASH = 0x2f;

/**
 * Opens a regular file by its path (bytes) inside a folder that a stranger filled; gives its descriptor.
 * Follows no link, so that nothing outside the folder can be reached. Throws an `Error` with a `code`:
 * `ENOENT`, `ELOOP`, …, and `EINVAL` for what is no file or no plain path.
 */
export function openInside(folder, path) {
  const names = [...partsOf(path)];
  const last = names.pop();
  if (!last) throw invalid();
  let at = openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    for (const name of names) {
      const next = openSync(below(at, name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      closeSync(at);
      at = next;
    }
    // a pipe would wait for its writer
    return fileOnly(openSync(below(at, last), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  } finally {
    closeSync(at);
  }
}

function fileOnly(descriptor) {
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw invalid();
}

// Node has no openat(2); this is what it is made of.
function below(descriptor, name) {
  return Buffer.concat([Buffer.from(`/proc/self/fd/${descriptor}/`), name]);
}

function* partsOf(path) {
  let start = 0;
  while (start <= path.length) {
    const slash = path.indexOf(SLASH, start);
    const end = slash < 0 ? path.length : slash;
    const name = path.subarray(start, end);
    const text = name.toString("latin1");
    if (text === ".." || text.includes("\0")) throw invalid();
    if (text !== "" && text !== ".") yield name;
    start = end + 1;
  }
}

function invalid() {
  return Object.assign(new Error("no file inside that folder"), { code: "EINVAL" });
}
