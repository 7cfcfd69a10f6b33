import { cgroupPaths, limitFiles, weightFile } from "./cgroup.mjs";

/** The cgroup that holds everything of one sandbox, and so of no other. */
export const rootCgroup = (name) => `/stagecraft-${name}`;

const slotCgroup = (name, id) => `${rootCgroup(name)}/slot-${id}`;

/** Where a container lands that names no slot. */
export const spareCgroup = (name) => `${rootCgroup(name)}/spare`;

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

/** What `bin/runc` reads: a line for each address that stands for a slot, and one for the spare place. */
export function slotTable({ name, slots }) {
  const lines = Array.from(
    { length: slots },
    (_, id) => `${addressOf(id)} ${slotCgroup(name, id)}`,
  );
  return [...lines, `spare ${spareCgroup(name)}`, ""].join("\n");
}

/** Every directory to make and every file to write for a sandbox's slots and its spare place. */
export function slotPlan(layout, settings) {
  const slots = slotsOf(layout, settings);
  const limits = {
    memoryBytes: settings.slotMemory,
    processes: settings.slotProcesses,
    cpus: settings.slotCpus,
  };
  const cgroups = [...slots.map((slot) => slot.cgroupParent), spareCgroup(settings.name)];
  return {
    directories: cgroups.flatMap((cgroup) => Object.values(cgroupPaths(layout, cgroup))),
    files: [
      ...cgroups.flatMap((cgroup) => limitFiles(layout, cgroup, limits)),
      weightFile(layout, rootCgroup(settings.name)),
    ],
  };
}

function addressOf(id) {
  return `127.0.${(id + 1) >> 8}.${(id + 1) & 255}`;
}
