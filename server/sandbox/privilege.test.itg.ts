import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endOf, only, realHome, type TestBuilds, testBuilds } from "@/server/build/fixture";
import { testImages, testSandbox } from "@/server/run/fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import { type Actions, inBuild, inDockerfile, inRun, type Said, startRun } from "./inside.fixture";

const { docker, facts } = testSandbox();
// It has perl, which can make any system call.
const base = "node:14";
const images = testImages(docker, base);
let database: Database;
let builds: TestBuilds;

beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
  await images.removeAll();
});

// In gVisor a run sees a kernel of its own, and what that lets it do proves nothing: `seen from outside`.
const { runtime = null } = facts.runs ?? {};
const places: [string, (actions: Actions) => Promise<Said>][] = [
  ["a build", (actions) => inBuild(builds, actions, base)],
];
if (!runtime) places.push(["a run", (actions) => inRun(images, actions)]);

/** The processes of the host that belong to a container, as `/proc/<pid>/status` has them. */
function processesOf(container: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const cgroups = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cgroup`, "utf8") : "";
      return cgroups.includes(container) ? [readFileSync(`/proc/${pid}/status`, "utf8")] : [];
    } catch {
      // It has ended since it was listed.
      return [];
    }
  });
}

const harmless = new Set(
  "core fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero".split(" "),
);

// Numbers on x64 and arm64. With no argument that makes sense: whatever lets them through says so.
const calls = {
  add_key: [248, 217],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  open_by_handle_at: [304, 265],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  mount: [165, 40],
  pivot_root: [155, 41],
  init_module: [175, 105],
  kexec_load: [246, 104],
  reboot: [169, 142],
  swapon: [167, 224],
  acct: [163, 89],
  settimeofday: [164, 170],
  sethostname: [170, 161],
  syslog: [103, 116],
};

describe.skipIf(!facts.walls.userns)("in the sandbox", () => {
  describe.each(places)("%s", (where, tried) => {
    test("is root to itself and nobody outside", async () => {
      const said = await tried({
        uid: "return process.getuid()",
        map: 'return fs.readFileSync("/proc/self/uid_map", "utf8").trim()',
        groups: 'return fs.readFileSync("/proc/self/gid_map", "utf8").trim()',
      });
      expect(said.uid).toBe("0");
      for (const map of [said.map, said.groups]) {
        const [inside, out, count] = String(map).split(/\s+/).map(Number);
        expect([inside, count]).toEqual([0, 65_536]);
        expect(out).toBeGreaterThan(1_000_000);
      }
    });

    test("makes no system call that reaches beyond it", async () => {
      const said = await tried(
        Object.fromEntries(
          Object.entries(calls).map(([name, [x64, arm64]]) => [
            name,
            `const number = os.arch() === "arm64" ? ${arm64} : ${x64};
             return execFileSync("perl", ["-e", "print syscall(" + number + ", 0, 0, 0, 0, 0) == -1 ? $! : 'done'"], { encoding: "utf8" })`,
          ]),
        ),
      );
      for (const [name, answer] of Object.entries(said)) {
        expect(answer, name).toMatch(/^(Operation not permitted|Function not implemented)$/);
      }
    });

    test("enters and makes no namespace, mounts nothing", async () => {
      const fails = (command: string) =>
        `try { shell(${JSON.stringify(command)}); } catch (error) { return "failed: " + error.stdout; }`;
      const said = await tried({
        "a user namespace": fails("unshare --user true"),
        "a mount namespace": fails("unshare --mount true"),
        "a network namespace": fails("unshare --net true"),
        "the namespace of another process": fails("nsenter --target 1 --mount true"),
        "a tmpfs": fails("mount -t tmpfs none /mnt"),
        "a bind mount": fails("mount --bind /etc /mnt"),
        "what hides /proc's files": fails("umount /proc/kcore"),
      });
      for (const [what, answer] of Object.entries(said)) {
        expect(answer, what).toMatch(
          /^failed: .*(not permitted|denied|must be superuser|not mounted)/i,
        );
      }
    });

    test("has no device but the harmless ones, and makes none", async () => {
      const said = await tried({
        list: 'return fs.readdirSync("/dev").sort().join(" ")',
        "the first disk": 'return shell("mknod /tmp/disk b 254 0 && head -c 1 /tmp/disk")',
        "a loop device": 'return shell("mknod /tmp/loop b 7 0 && head -c 1 /tmp/loop")',
        "the memory": 'return shell("mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem")',
      });
      const { list, ...made } = said;
      expect(list?.split(" ").filter((name) => !harmless.has(name))).toEqual([]);
      for (const [what, answer] of Object.entries(made)) expect(answer, what).toMatch(/failed/);
    });

    test("changes no setting of the kernel, and reads none of its secrets", async () => {
      const write = (path: string) => [path, `fs.closeSync(fs.openSync("${path}", "r+"))`];
      const read = (path: string) => [
        `read ${path}`,
        `const text = fs.readFileSync("${path}"); if (text.length > 0) return "read " + text.length`,
      ];
      const said = await tried({
        ...Object.fromEntries(
          [
            "/proc/sysrq-trigger",
            "/proc/sys/kernel/core_pattern",
            "/proc/sys/kernel/modprobe",
            "/proc/sys/vm/overcommit_memory",
            "/proc/sys/fs/file-max",
            "/proc/irq/default_smp_affinity",
            "/sys/kernel/uevent_helper",
            "/sys/kernel/mm/transparent_hugepage/enabled",
            "/sys/power/state",
            "/sys/fs/cgroup/cgroup.procs",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes",
            "/sys/fs/cgroup/memory/cgroup.procs",
            "/sys/fs/cgroup/memory/release_agent",
          ].map(write),
        ),
        "a cgroup of its own": `
          const mounts = fs.readFileSync("/proc/self/mounts", "utf8").split("\\n").map((line) => line.split(" "));
          const made = mounts.filter(([, path, type]) => /^cgroup/.test(type)).filter(([, path]) => {
            try { fs.mkdirSync(path + "/mine"); return true; } catch { return false; }
          });
          if (made.length === 0) throw Object.assign(new Error(), { code: "EROFS" })`,
      });
      for (const [path, answer] of Object.entries(said)) {
        expect(answer, path).toMatch(/^(EACCES|EPERM|EROFS|ENOENT|EIO)$/);
      }
      const secrets = await tried(
        Object.fromEntries(
          [
            "/proc/kcore",
            "/proc/keys",
            "/proc/timer_list",
            "/proc/kmsg",
            "/sys/firmware/acpi/tables/DSDT",
          ].map(read),
        ),
      );
      for (const [path, answer] of Object.entries(secrets)) {
        expect(answer, path).toMatch(/^(EACCES|EPERM|ENOENT|done)$/);
      }
    });

    test("sees no process of another", async () => {
      const { processes } = await tried({
        processes: `return fs.readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name))
          .map((pid) => fs.readFileSync("/proc/" + pid + "/comm", "utf8").trim()).join(" ")`,
      });
      expect(processes?.split(" ").filter((name) => !/^(node|sh|dash)$/.test(name))).toEqual([]);
    });

    test(`has seccomp on${where === "a run" ? ", no capability and no way to one" : ""}`, async () => {
      const { status = "" } = await tried({
        status: 'return fs.readFileSync("/proc/self/status", "utf8")',
      });
      const of = (name: string) => new RegExp(`^${name}:\\s*(\\w+)$`, "m").exec(status)?.[1];
      expect(of("Seccomp")).toBe("2");
      const powerful = [12, 13, 16, 17, 19, 21, 22, 25, 38, 39, 40].map((bit) => 1n << BigInt(bit));
      for (const set of ["CapEff", "CapPrm", "CapBnd"]) {
        const held = BigInt(`0x${of(set)}`);
        if (where === "a run") expect(held, set).toBe(0n);
        expect(
          powerful.filter((bit) => held & bit),
          set,
        ).toEqual([]);
      }
      if (where === "a run") expect(of("NoNewPrivs")).toBe("1");
    });
  });

  describe("a run, seen from outside,", () => {
    const script = `
      const os = require("os"), { execFileSync } = require("child_process");
      let log = "";
      try { log = execFileSync("dmesg", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }); } catch {}
      console.log(JSON.stringify({ release: os.release(), gvisor: log.includes("gVisor") }));
      setInterval(() => {}, 1000);`;

    test("is in the runtime that the facts name, and nobody's processes, walled in", async () => {
      const { id, container, text } = await startRun(images, script);
      await expect.poll(text, { timeout: 20_000 }).toMatch(/\}/);
      const { release: kernel, gvisor } = JSON.parse(text());
      expect(gvisor).toBe(runtime === "runsc");
      expect(kernel === release()).toBe(runtime !== "runsc");
      const { HostConfig } = await docker.getContainer(id).inspect();
      expect(HostConfig.Runtime).toBe(runtime ?? "runc");

      const processes = processesOf(id);
      expect(processes.length).toBeGreaterThan(0);
      for (const status of processes) {
        const of = (name: string) => new RegExp(`^${name}:\\s*(\\w+)`, "m").exec(status)?.[1];
        expect(Number(of("Uid"))).toBeGreaterThan(1_000_000);
        expect(of("Seccomp")).toBe("2");
        expect(of("NoNewPrivs")).toBe("1");
      }
      await container.remove();
    });
  });

  test("what root writes in a build is a nobody's outside", async () => {
    const file = randomUUID();
    const { last } = await inDockerfile(
      builds,
      `FROM node:24-alpine\nRUN touch /${file}; chmod 4755 /${file}`,
    );
    if (last?.type !== "finished") throw new Error(JSON.stringify(last));
    const { GraphDriver } = await docker.getImage(last.result.image.id).inspect();
    const { UpperDir } = GraphDriver.Data as unknown as { UpperDir: string };
    const { uid, gid } = statSync(join(UpperDir, file));
    expect(uid).toBeGreaterThan(1_000_000);
    expect(gid).toBeGreaterThan(1_000_000);
  });

  test.each([
    ["refused", "RUN --device=/dev/loop0 true", /a device of the host/],
    ["refused", "RUN --device=vendor.com/class=gpu true", /a device of the host/],
    ["refused", "RUN --mount=type=ssh,required=true true", /a key of yours/],
    ["refused", "RUN --mount=type=secret,id=docker,required=true true", /a secret of yours/],
    ["refused", "RUN --network=host true", /the host's network/],
    ["refused", "RUN --security=insecure true", /take the walls down/],
    [
      "dockerfile",
      "RUN --mount=type=bind,source=/etc/shadow,target=/m cat /m",
      /There is no `etc\/shadow` among the project's files/,
    ],
    [
      "instruction",
      "RUN --mount=type=bind,source=../../../../../..,target=/m ls /m/var/lib/stagecraft",
      /exit code 1/,
    ],
  ])("%s: %s", async (kind, line, words) => {
    const last = await endOf(builds, only(`FROM node:24-alpine\n${line}`));
    if (last?.type !== "failed") throw new Error(JSON.stringify(last));
    expect(last.failure).toMatchObject({ kind, line: 2, message: expect.stringMatching(words) });
  });

  test("a secret or an agent that a build may do without is not there", async () => {
    const mounts = "--mount=type=ssh --mount=type=secret,id=docker";
    const { text } = await inDockerfile(
      builds,
      `FROM node:24-alpine\nRUN ${mounts} : ${randomUUID()}; ls /run/secrets /run/buildkit; true`,
    );
    expect(text.match(/No such file/g)).toHaveLength(2);
  });
});
