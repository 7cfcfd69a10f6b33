import { describe, expect, it } from "vitest";
import { cgroupPaths, layoutOf, limitFiles } from "./cgroup.mjs";
import { SLOT_HOST, slotPlan, slotsOf, slotTable } from "./slots.mjs";

const V1 = `tmpfs /sys/fs/cgroup tmpfs rw 0 0
cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0
cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0
`;
const V2 = "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0\n";
const limits = { memoryBytes: 2 ** 30, processes: 512, cpus: 1.5 };

const named = (files) => Object.fromEntries(files.map(({ path, value }) => [path, value]));

describe("layoutOf", () => {
  it("knows version 1, with two controllers at one place, from the hybrid that has both", () => {
    expect(layoutOf(V1)).toEqual({
      version: 1,
      mounts: {
        cpu: "/sys/fs/cgroup/cpu,cpuacct",
        cpuacct: "/sys/fs/cgroup/cpu,cpuacct",
        memory: "/sys/fs/cgroup/memory",
        pids: "/sys/fs/cgroup/pids",
      },
    });
  });

  it("knows version 2", () => {
    expect(layoutOf(V2)).toEqual({ version: 2, mounts: { unified: "/sys/fs/cgroup" } });
  });

  it("says that a machine without them has none", () => {
    expect(layoutOf("tmpfs /tmp tmpfs rw 0 0\n")).toBeNull();
  });
});

describe("limitFiles, version 1", () => {
  const files = limitFiles(layoutOf(V1), "/stagecraft-x/slot-0", limits);

  it("sets memory, processes and cores", () => {
    expect(named(files)).toMatchObject({
      "/sys/fs/cgroup/memory/stagecraft-x/slot-0/memory.limit_in_bytes": "1073741824",
      "/sys/fs/cgroup/pids/stagecraft-x/slot-0/pids.max": "512",
      "/sys/fs/cgroup/cpu,cpuacct/stagecraft-x/slot-0/cpu.cfs_period_us": "100000",
      "/sys/fs/cgroup/cpu,cpuacct/stagecraft-x/slot-0/cpu.cfs_quota_us": "150000",
    });
  });

  it("raises the limit with swap before the one without, and lowers it after", () => {
    const order = files
      .filter(({ path }) => path.includes("limit_in_bytes"))
      .map(({ path, value }) => [path.split("/").at(-1), value]);
    expect(order).toEqual([
      ["memory.memsw.limit_in_bytes", "-1"],
      ["memory.limit_in_bytes", "1073741824"],
      ["memory.memsw.limit_in_bytes", "1073741824"],
    ]);
    expect(
      files.filter(({ path }) => path.includes("memsw")).every(({ optional }) => optional),
    ).toBe(true);
  });
});

describe("limitFiles, version 2", () => {
  const files = limitFiles(layoutOf(V2), "/stagecraft-x/slot-0", limits);

  it("hands the controllers down from the root to the slot, in that order, first", () => {
    expect(files.slice(0, 3)).toEqual(
      ["/sys/fs/cgroup", "/sys/fs/cgroup/stagecraft-x", "/sys/fs/cgroup/stagecraft-x/slot-0"].map(
        (folder) => ({
          path: `${folder}/cgroup.subtree_control`,
          value: "+memory +pids +cpu",
        }),
      ),
    );
  });

  it("sets memory without swap, processes and cores", () => {
    expect(named(files.slice(3))).toEqual({
      "/sys/fs/cgroup/stagecraft-x/slot-0/memory.max": "1073741824",
      "/sys/fs/cgroup/stagecraft-x/slot-0/memory.swap.max": "0",
      "/sys/fs/cgroup/stagecraft-x/slot-0/pids.max": "512",
      "/sys/fs/cgroup/stagecraft-x/slot-0/cpu.max": "150000 100000",
    });
  });
});

describe("slots", () => {
  const settings = { name: "x", slots: 2, slotMemory: 2 ** 30, slotProcesses: 512, slotCpus: 2 };

  it("are shown with their cgroup and its folders", () => {
    expect(slotsOf(layoutOf(V2), settings)[1]).toEqual({
      id: 1,
      cgroupParent: "/stagecraft-x/slot-1",
      cgroupPaths: { unified: "/sys/fs/cgroup/stagecraft-x/slot-1" },
      memoryBytes: 2 ** 30,
      processes: 512,
      cpus: 2,
    });
    expect(Object.keys(cgroupPaths(layoutOf(V1), "/a")).sort()).toEqual([
      "cpu",
      "cpuacct",
      "memory",
      "pids",
    ]);
  });

  it("are found by the address of a host, where the engine looks for it", () => {
    const [first, second] = slotsOf(layoutOf(V2), { ...settings, slotHost: SLOT_HOST });
    expect([first.hosts, second.hosts]).toEqual([
      { "slot.internal": "127.0.0.1" },
      { "slot.internal": "127.0.0.2" },
    ]);
    expect(slotTable(settings)).toBe(
      "127.0.0.1 /stagecraft-x/slot-0\n127.0.0.2 /stagecraft-x/slot-1\nspare /stagecraft-x/spare\nengine /stagecraft-x/engine\n",
    );
    expect(slotTable({ ...settings, slots: 300 })).toContain("127.0.1.0 /stagecraft-x/slot-255\n");
  });

  it("stand back behind whatever else wants a processor", () => {
    expect(named(slotPlan(layoutOf(V2), settings, 2 ** 34).files)).toMatchObject({
      "/sys/fs/cgroup/stagecraft-x/slot-0/cpu.weight": "50",
      "/sys/fs/cgroup/stagecraft-x/spare/cpu.weight": "50",
    });
    expect(named(slotPlan(layoutOf(V1), settings, 2 ** 34).files)).toMatchObject({
      "/sys/fs/cgroup/cpu,cpuacct/stagecraft-x/cpu.shares": "512",
    });
  });

  it.each([
    [2 ** 32, String(2 ** 31)],
    [2 ** 36, String(2 ** 32)],
  ])("leave the engine, on a machine of %i bytes, %s of them", (machine, bytes) => {
    expect(named(slotPlan(layoutOf(V2), settings, machine).files)).toMatchObject({
      "/sys/fs/cgroup/stagecraft-x/engine/memory.max": bytes,
    });
    const { directories, files } = slotPlan(layoutOf(V1), settings, machine);
    expect(directories).toContain("/sys/fs/cgroup/memory/stagecraft-x/engine");
    expect(named(files)).toMatchObject({
      "/sys/fs/cgroup/memory/stagecraft-x/engine/memory.limit_in_bytes": bytes,
    });
    expect(Object.keys(named(files)).filter((path) => /engine\/(pids|cpu)/.test(path))).toEqual([]);
  });

  it("include a limited place for whoever names none", () => {
    const { directories, files } = slotPlan(layoutOf(V2), settings, 2 ** 34);
    expect(directories).toContain("/sys/fs/cgroup/stagecraft-x/spare");
    expect(named(files)["/sys/fs/cgroup/stagecraft-x/spare/memory.max"]).toBe("1073741824");
  });
});
