import { cgroupPaths, limitFiles, memoryFiles, weightFile } from "./cgroup.mjs";

/** The cgroup that holds everything of one sandbox, and so of no other. */
export const rootCgroup = (name) => `/stagecraft-${name}`;

const slotCgroup = (name, id) => `${rootCgroup(name)}/slot-${id}`;

/** Where a container lands that names no slot. */
export const spareCgroup = (name) => `${rootCgroup(name)}/spare`;

/** Where the engine itself lives: what it reads of a stranger's fills no more than this has. */
const engineCgroup = (name) => `${rootCgroup(name)}/engine`;
const engineMemory = (totalBytes) => Math.min(Math.floor(totalBytes / 2), 4 * 1024 ** 3);

/** The host whose address says a build's slot; `bin/runc` knows it. */
export const SLOT_HOST = "slot.internal";

/**
 * The slots as sandbox.json shows them; limits as in the settings (bytes, count, cores). Without
 * `slotHost`, as in an engine that was started before there was one, a slot has no `hosts`.
 */
export function slotsOf(layout, { name, slots, slotMemory, slotProcesses, slotCpus, slotHost }) {
  return Array.from({ length: slots }, (_, id) => {
    const cgroupParent = slotCgroup(name, id);
    return {
      id,
      cgroupParent,
      cgroupPaths: cgroupPaths(layout, cgroupParent),
      memoryBytes: slotMemory,
      processes: slotProcesses,
      cpus: slotCpus,
      ...(slotHost && { hosts: { [slotHost]: addressOf(id) } }),
    };
  });
}

/** What `bin/runc` and the engine's start read: each address and its slot, the spare place, the engine's own. */
export function slotTable({ name, slots }) {
  const lines = Array.from(
    { length: slots },
    (_, id) => `${addressOf(id)} ${slotCgroup(name, id)}`,
  );
  return [...lines, `spare ${spareCgroup(name)}`, `engine ${engineCgroup(name)}`, ""].join("\n");
}

/**
 * Every directory to make and every file to write for a sandbox's slots, its spare place and its engine,
 * on a machine of so much memory.
 */
export function slotPlan(layout, settings, totalBytes) {
  const slots = slotsOf(layout, settings);
  const limits = {
    memoryBytes: settings.slotMemory,
    processes: settings.slotProcesses,
    cpus: settings.slotCpus,
  };
  const cgroups = [...slots.map((slot) => slot.cgroupParent), spareCgroup(settings.name)];
  const engine = engineCgroup(settings.name);
  return {
    directories: [...cgroups, engine].flatMap((cgroup) =>
      Object.values(cgroupPaths(layout, cgroup)),
    ),
    files: [
      ...cgroups.flatMap((cgroup) => limitFiles(layout, cgroup, limits)),
      ...memoryFiles(layout, engine, engineMemory(totalBytes)),
      // Under version 2 the engine lives beside the slots, under version 1 only its memory does.
      ...(layout.version === 2 ? cgroups : [rootCgroup(settings.name)]).map((cgroup) =>
        weightFile(layout, cgroup),
      ),
    ],
  };
}

function addressOf(id) {
  return `127.0.${(id + 1) >> 8}.${(id + 1) & 255}`;
}
