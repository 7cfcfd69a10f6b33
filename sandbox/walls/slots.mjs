import { readFileSync } from "node:fs";
import { join } from "node:path";

const KILLED = 137;

/** Each build has its slot's share of memory and processes, and its neighbour keeps its own. */
export const slotWalls = [
  {
    wall: "memory",
    claim: "a build is killed at its slot's limit, its neighbour is not",
    async prove({ inside, facts }) {
      const limit = facts.slots[0].memoryBytes;
      const greedy = `const all = []; for (let n = 0; n < ${Math.ceil((limit * 1.5) / 2 ** 24)}; n++) all.push(Buffer.alloc(2 ** 24, 1));`;
      const neighbour = inside.docker(
        "run",
        "--rm",
        `--cgroup-parent=${facts.slots[1].cgroupParent}`,
        "node:14-alpine",
        "sh",
        "-c",
        "sleep 4; echo lives",
      );
      const { code, output } = await inside.build([`RUN node -e '${greedy}'`]);
      const beside = await neighbour;
      const holds =
        code !== 0 &&
        output.includes(String(KILLED)) &&
        beside.code === 0 &&
        beside.output === "lives";
      return {
        holds,
        seen: `build: ${/exit code: \d+/.exec(output)?.[0] ?? `ended with ${code}`} at ${Math.round(limit / 2 ** 20)} MiB; neighbour: ${beside.output}`,
      };
    },
  },
  {
    wall: "processes",
    claim: "a fork bomb ends at its slot's limit",
    async prove({ inside, facts }) {
      const { processes, cgroupPaths } = facts.slots[0];
      const bomb = inside.build([
        `RUN n=0; while [ $n -lt ${processes * 2} ]; do sleep 20 & n=$((n+1)); done; exit 7`,
      ]);
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, processesIn(cgroupPaths));
      }, 20);
      const { code, output } = await bomb;
      clearInterval(watch);
      const holds = code !== 0 && !output.includes("exit code: 7") && most > 0 && most <= processes;
      return {
        holds,
        seen: `${/can't fork[^\n]*/.exec(output)?.[0] ?? output.slice(-80)}, at most ${most} of ${processes}`,
      };
    },
  },
  {
    wall: "cores",
    claim: "each slot has its share of the cores",
    async prove({ facts }) {
      const shares = facts.slots.map(({ cgroupPaths, cpus }) => ({
        cpus,
        set: cpusIn(cgroupPaths),
      }));
      return {
        holds: shares.every(({ cpus, set }) => cpus === set),
        seen: shares.map(({ set }) => set).join(", "),
      };
    },
  },
];

function processesIn({ pids, unified }) {
  return Number(readFileSync(join(pids ?? unified, "pids.current"), "utf8"));
}

function cpusIn({ cpu, unified }) {
  if (unified) {
    const [quota, period] = readFileSync(join(unified, "cpu.max"), "utf8").split(" ").map(Number);
    return quota / period;
  }
  const read = (file) => Number(readFileSync(join(cpu, file), "utf8"));
  return read("cpu.cfs_quota_us") / read("cpu.cfs_period_us");
}
