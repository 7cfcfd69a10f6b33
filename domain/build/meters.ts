import { inWords, type LimitName, limits } from "../limits";
import type { Progress } from "./fold";

/** How much a build uses of one limit: in words, and as a share of it from 0 to 1. */
export type Meter = {
  readonly name: LimitName;
  readonly label: string;
  readonly used: string;
  readonly limit: string;
  readonly share: number;
};

const shown = [
  ["buildMemory", "Memory", "memoryBytes"],
  ["buildCpuTime", "Processor", "cpuMs"],
  ["buildDisk", "Disk", "diskBytes"],
  ["buildProcesses", "Processes", "processes"],
] as const;

/** What a running build uses of its limits; nothing where its engine does not tell. */
export function metersOf({ usage, limits: inForce = [] }: Progress): Meter[] {
  if (!usage) return [];
  return shown.flatMap(([name, label, key]) => {
    const limit = inForce.find((one) => one.name === name);
    if (!limit) return [];
    const { unit } = limits[name];
    return {
      name,
      label,
      used: inWords({ value: usage[key], unit }),
      limit: inWords({ value: limit.value, unit }),
      share: Math.min(1, usage[key] / limit.value),
    };
  });
}

/** What a build hears shortly before its time is over, in words. */
export function timeWarning({ warnings }: Pick<Progress, "warnings">): string | undefined {
  return warnings.find(({ rule }) => rule === "buildTime")?.message;
}
