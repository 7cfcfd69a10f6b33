import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "@/domain/limits";
import { type Actions, inRun, startRun } from "@/server/sandbox/inside.fixture";
import type { Container } from "./containers";
import { testImages, testSandbox } from "./fixture";

const { docker, facts } = testSandbox();
// In gVisor the app sees a kernel of its own, and what that says of itself proves nothing.
const { runtime = null } = facts.runs ?? {};
const images = testImages(docker);
const running: Container[] = [];

afterAll(async () => {
  await Promise.all(running.map((container) => container.remove()));
  await images.removeAll();
});

async function start(script: string, ...changes: string[]) {
  const started = await startRun(images, script, ...changes);
  running.push(started.container);
  return started;
}

/** What a script that runs to its end has said, and how it ended. */
async function run(script: string, ...changes: string[]) {
  const { container, text } = await start(script, ...changes);
  const ending = await container.ended;
  return { ...ending, text: text() };
}

const attempted = (actions: Actions, ...changes: string[]) => inRun(images, actions, ...changes);

describe("the engine has", () => {
  let info: Docker.ContainerInspectInfo;
  beforeAll(async () => {
    const { id } = await start("setInterval(() => {}, 1000)", "HEALTHCHECK --interval=1s CMD true");
    info = await docker.getContainer(id).inspect();
  });

  test("the limits that the page shows", () => {
    expect(info.HostConfig).toMatchObject({
      Memory: limits.runMemory.value,
      MemorySwap: limits.runMemory.value,
      NanoCpus: limits.runCpus.value * 1e9,
      PidsLimit: limits.runProcesses.value * (runtime === null ? 1 : 3),
    });
  });

  test("no privilege, no mount of the host, no way back after an exit", () => {
    expect(info.HostConfig).toMatchObject({
      Privileged: false,
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      RestartPolicy: { Name: "no" },
    });
    expect(info.Mounts).toEqual([]);
    expect(info.HostConfig.Binds ?? []).toEqual([]);
  });

  test("no health check of the learner's to run", () => {
    expect(info.Config.Healthcheck?.Test).toEqual(["NONE"]);
  });
});

describe("from inside", () => {
  test("only small pieces of memory can be written", async () => {
    const said = await attempted(
      {
        root: 'fs.writeFileSync("/x", "x")',
        tmp: 'fs.writeFileSync("/tmp/x", "x")',
        "a program in tmp":
          'fs.writeFileSync("/tmp/p", "#!/bin/sh\\n", { mode: 0o755 }); execFileSync("/tmp/p")',
        "a large file": 'fs.writeFileSync("/tmp/y", Buffer.alloc(17 * 1024 * 1024))',
        volume: 'fs.writeFileSync("/data/x", "x")',
        "a large file in the volume": 'fs.writeFileSync("/data/y", Buffer.alloc(17 * 1024 * 1024))',
      },
      "VOLUME /data",
    );
    expect(said).toEqual({
      root: "EROFS",
      tmp: "done",
      "a program in tmp": "EACCES",
      "a large file": "ENOSPC",
      volume: "done",
      "a large file in the volume": "ENOSPC",
    });
  });

  test.skipIf(runtime)("there is no privilege, and the limits can't be lifted", async () => {
    const said = await attempted({
      capabilities:
        'return /CapEff:\\s*(\\w+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]',
      "new privileges":
        'return /NoNewPrivs:\\s*(\\w+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]',
      "a file of another user": 'fs.chownSync("/tmp", 1, 1)',
      "the memory limit": `for (const file of ["/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max"])
        if (fs.existsSync(file)) fs.writeFileSync(file, "8G")`,
      "the kernel's settings": 'fs.writeFileSync("/proc/sys/kernel/hostname", "x")',
      "a mount": 'execFileSync("mount", ["-t", "tmpfs", "x", "/mnt"], { stdio: "ignore" })',
    });
    expect(said.capabilities).toMatch(/^0+$/);
    expect(said["new privileges"]).toBe("1");
    expect(said["a file of another user"]).toBe("EPERM");
    expect(said["the memory limit"]).toMatch(/^(EACCES|EROFS|EPERM)$/);
    expect(said["the kernel's settings"]).toMatch(/^(EACCES|EROFS|EPERM)$/);
    expect(said["a mount"]).not.toBe("done");
  });

  test("memory beyond the limit ends the container, and is told", async () => {
    const ending = await run("const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))");
    expect(ending).toMatchObject({ exitCode: 137, outOfMemory: true });
  });

  test("a fork bomb ends at the processes' limit", async () => {
    const { text, exitCode } = await run(`
      const { spawn } = require("node:child_process");
      let started = 0;
      const next = () => {
        const child = spawn("sleep", ["60"]).on("error", ({ code }) => {
          console.log(JSON.stringify({ started, code }));
          process.exit();
        });
        if (child.pid) { started += 1; setImmediate(next); }
      };
      next();`);
    // gVisor ends itself, and the app with it, once it gets no thread more.
    if (runtime && text === "") return expect(exitCode).not.toBe(0);
    const { started, code } = JSON.parse(text);
    expect(code).toBe("EAGAIN");
    expect(started).toBeGreaterThan(10);
    expect(started).toBeLessThan(limits.runProcesses.value * (runtime === null ? 1 : 3));
  });

  test.skipIf(runtime)("half a processor is what it gets", async () => {
    const { text } = await run(`
      const start = process.hrtime.bigint();
      while (process.hrtime.bigint() - start < 2_000_000_000n);
      const { user, system } = process.cpuUsage();
      console.log((user + system) / 2_000_000);`);
    expect(Number(text)).toBeLessThan(limits.runCpus.value * 1.3);
  });
});
