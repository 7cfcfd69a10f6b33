/**
 * The container of one instruction, as `slots/bin/runc` wrote it down: its cgroup, the folders that it
 * can write to with what was in them before (bytes, files), and, once it has ended, how often its
 * processes were killed for want of memory or refused a fork.
 */
export function recordOf(text) {
  const record = { cgroup: "", folders: [], oomKills: 0, forkRefusals: 0 };
  for (const line of text.split("\n")) {
    const [key, ...values] = line.split(" ");
    if (key === "cgroup") record.cgroup = values.join(" ");
    if (key === "oom_kill") record.oomKills = Number(values[0]);
    if (key === "max") record.forkRefusals = Number(values[0]);
    if (key === "folder") {
      const [bytes, files, ...path] = values;
      record.folders.push({ bytes: Number(bytes), files: Number(files), path: path.join(" ") });
    }
  }
  return record;
}

/** The number that stands behind a key in a cgroup's file, e.g. `oom_kill 3`; 0 where there is none. */
export function countOf(text, key) {
  return Number(new RegExp(`^${key} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
}
