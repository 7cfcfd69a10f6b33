import { inWords, type LimitName, limits } from "../limits";

/** What a build did that met a limit; the value follows. */
const deeds: Partial<Record<LimitName, string>> = {
  buildTime: "The build took longer than one may",
  buildLog: "The build printed more than one may",
  buildMemory: "The build needed more memory than one may have",
  buildProcesses: "The build started more processes at once than one may",
  buildCpuTime: "The build used more processor time than one may",
  buildDisk: "The build put more on the disk than one may",
  buildFiles: "The build made more files than one may",
  buildOpenFiles: "The build held more files open at once than one may",
  imageBytes: "The image is larger, unpacked, than one may be here",
};

/** Why a build was stopped, as a sentence for its learner; `value` is the limit's, in its unit. */
export function overWords(name: LimitName, value: number): string {
  const { unit, label } = limits[name];
  return `${deeds[name] ?? label}: ${inWords({ value, unit })}.`;
}
