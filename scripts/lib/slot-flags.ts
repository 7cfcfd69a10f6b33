import { limits } from "../../domain/limits";

console.log(
  JSON.stringify([
    "--slot-memory",
    String(limits.buildMemory.value),
    "--slot-processes",
    String(limits.buildProcesses.value),
    "--slot-cpus",
    String(limits.buildCpus.value),
  ]),
);
