import { cgroupPaths, limitFiles } from "./cgroup.mjs";

/** The cgroup that holds everything of one sandbox, and so of no other. */
export const rootCgroup = (name) => `/stagecraft-${name}`;

/** Where a container lands that names no slot. */
export const spareCgroup = (name) => `${rootCgroup(name)}/spare`;

/** The slots as sandbox.json shows them; limits as in the settings (bytes, count, cores). */
export function slotsOf(layout, { name, slots, slotMemory, slotProcesses, slotCpus }) {
  return Array.from({ length: slots }, (_, id) => {
    const cgroupParent = `${rootCgroup(name)}/slot-${id}`;
    return {
      id,
      cgroupParent,
      cgroupPaths: cgroupPaths(layout, cgroupParent),
      memoryBytes: slotMemory,
      processes: slotProcesses,
      cpus: slotCpus,
    };
  });
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
    files: cgroups.flatMap((cgroup) => limitFiles(layout, cgroup, limits)),
  };
}
