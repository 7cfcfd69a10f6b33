const CONTROLLERS = ["memory", "pids", "cpu", "cpuacct"];
const CPU_PERIOD_US = 100_000;
/** Of a processor that others want too, all builds together get half of what an equal would. */
const CPU_WEIGHT = { v1: 512, v2: 50 };

/** Says how the machine lays out its cgroups, from the text of /proc/self/mounts: `{ version, mounts }` or null. */
export function layoutOf(mountsText) {
  const mounts = {};
  for (const line of mountsText.split("\n")) {
    const [, path, type, options = ""] = line.split(" ");
    if (type === "cgroup2" && path === "/sys/fs/cgroup")
      return { version: 2, mounts: { unified: path } };
    if (type !== "cgroup") continue;
    for (const name of CONTROLLERS) if (options.split(",").includes(name)) mounts[name] ??= path;
  }
  return CONTROLLERS.every((name) => name in mounts) ? { version: 1, mounts } : null;
}

/** The directories of one cgroup, by controller (version 1) or under `unified` (version 2). */
export function cgroupPaths(layout, cgroup) {
  return Object.fromEntries(
    Object.entries(layout.mounts).map(([name, mount]) => [name, mount + cgroup]),
  );
}

/**
 * The files to write, in order, so that `cgroup` has these limits: `{ path, value, optional? }`.
 * Swap may not be counted on a machine, so its files are optional.
 */
export function limitFiles(layout, cgroup, { memoryBytes, processes, cpus }) {
  const at = cgroupPaths(layout, cgroup);
  const quota = Math.round(cpus * CPU_PERIOD_US);
  const others =
    layout.version === 2
      ? [
          { path: `${at.unified}/pids.max`, value: `${processes}` },
          { path: `${at.unified}/cpu.max`, value: `${quota} ${CPU_PERIOD_US}` },
        ]
      : [
          { path: `${at.pids}/pids.max`, value: `${processes}` },
          { path: `${at.cpu}/cpu.cfs_period_us`, value: `${CPU_PERIOD_US}` },
          { path: `${at.cpu}/cpu.cfs_quota_us`, value: `${quota}` },
        ];
  return [...memoryFiles(layout, cgroup, memoryBytes), ...others];
}

/** The same for memory alone. Under version 2 a parent first hands its controllers down. */
export function memoryFiles(layout, cgroup, memoryBytes) {
  const at = cgroupPaths(layout, cgroup);
  if (layout.version === 2) {
    return [
      ...handDown(layout, cgroup),
      { path: `${at.unified}/memory.max`, value: `${memoryBytes}` },
      { path: `${at.unified}/memory.swap.max`, value: "0", optional: true },
    ];
  }
  // a limit with swap may never be below the one without: raise it, set, lower it
  return [
    { path: `${at.memory}/memory.use_hierarchy`, value: "1", optional: true },
    { path: `${at.memory}/memory.memsw.limit_in_bytes`, value: "-1", optional: true },
    { path: `${at.memory}/memory.limit_in_bytes`, value: `${memoryBytes}` },
    { path: `${at.memory}/memory.memsw.limit_in_bytes`, value: `${memoryBytes}`, optional: true },
  ];
}

/** The file to write so that everything below `cgroup` stands back behind the engine and the app. */
export function weightFile(layout, cgroup) {
  const at = cgroupPaths(layout, cgroup);
  return layout.version === 2
    ? { path: `${at.unified}/cpu.weight`, value: `${CPU_WEIGHT.v2}` }
    : { path: `${at.cpu}/cpu.shares`, value: `${CPU_WEIGHT.v1}` };
}

/** Version 2: each cgroup from the root down to `cgroup` itself lets its children have the controllers. */
function handDown(layout, cgroup) {
  const names = cgroup.split("/").filter(Boolean);
  return ["", ...names].map((_, depth) => ({
    path: [layout.mounts.unified, ...names.slice(0, depth), "cgroup.subtree_control"].join("/"),
    value: "+memory +pids +cpu",
  }));
}
