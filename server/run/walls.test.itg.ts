import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "@/domain/limits";
import type { RunLabels } from "@/domain/run/container";
import { type Container, containersOn } from "./containers";
import { testImages, testSandbox } from "./fixture";

const { docker, ingressSocket } = testSandbox();
const containers = containersOn(docker, ingressSocket);
const images = testImages(docker);
const running: Container[] = [];

afterAll(async () => {
  await Promise.all(running.map((container) => container.remove()));
  await images.removeAll();
});

function newLabels(): RunLabels {
  const startedAt = new Date().toISOString();
  const run = randomBytes(16).toString("hex");
  const rest = { learner: "l", build: "b", port: 3000, owner: "walls.test" };
  return { run, startedAt, expiresAt: startedAt, ...rest };
}

/** Starts a container of an image that runs the script. */
async function start(script: string, ...changes: string[]) {
  const image = await containers.image(await images.make(script, ...changes));
  if (!image) throw new Error("the image was not made");
  const labels = newLabels();
  let text = "";
  const container = await containers.start(labels, image, (more) => {
    text += more;
  });
  if (!("ended" in container)) throw new Error(container.message);
  running.push(container);
  container.ended.catch(() => {});
  return { name: `stagecraft-run-${labels.run}`, container, text: () => text };
}

/** What a script that runs to its end has said, and how it ended. */
async function run(script: string, ...changes: string[]) {
  const { container, text } = await start(script, ...changes);
  const ending = await container.ended;
  return { ...ending, text: text() };
}

/** A script that says which of these actions it could do: name → the error's code, or "done". */
function attempt(actions: Record<string, string>): string {
  const list = Object.entries(actions).map(
    ([name, code]) => `${JSON.stringify(name)}: async () => { ${code} }`,
  );
  return `
    const fs = require("node:fs"), net = require("node:net"), { execFileSync } = require("node:child_process");
    const connect = (port, host) => new Promise((resolve, reject) => {
      const socket = net.connect({ port, host, timeout: 2000 }, resolve);
      socket.on("error", reject).on("timeout", () => reject(Object.assign(new Error(), { code: "ETIMEDOUT" })));
    });
    const actions = { ${list.join(",\n")} };
    (async () => {
      const said = {};
      for (const [name, act] of Object.entries(actions)) {
        said[name] = await act().then((value) => value ?? "done", (error) => error.code ?? String(error));
      }
      console.log(JSON.stringify(said));
      process.exit();
    })();`;
}

async function attempted(actions: Record<string, string>, ...changes: string[]) {
  const { text } = await run(attempt(actions), ...changes);
  return JSON.parse(text) as Record<string, string>;
}

describe("the engine has", () => {
  let info: Docker.ContainerInspectInfo;
  beforeAll(async () => {
    const { name } = await start(
      "setInterval(() => {}, 1000)",
      "HEALTHCHECK --interval=1s CMD true",
    );
    info = await docker.getContainer(name).inspect();
  });

  test("the limits that the page shows", () => {
    expect(info.HostConfig).toMatchObject({
      Memory: limits.runMemory.value,
      MemorySwap: limits.runMemory.value,
      NanoCpus: limits.runCpus.value * 1e9,
      PidsLimit: limits.runProcesses.value,
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

  test("there is no privilege, and the limits can't be lifted", async () => {
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

  test.runIf(ingressSocket)(
    "there is no network but the sandbox's, and no neighbour on it",
    async () => {
      const { name, container } = await start(
        'require("http").createServer((_, to) => to.end()).listen(3000, () => console.log("up"))',
      );
      await expect
        .poll(() => container.dial().then((socket) => socket.destroy().destroyed))
        .toBe(true);
      const { NetworkSettings } = await docker.getContainer(name).inspect();
      const neighbour = NetworkSettings.Networks.bridge?.IPAddress;
      const said = await attempted({
        "the internet": 'await connect(443, "1.1.1.1")',
        "the metadata address": 'await connect(80, "169.254.169.254")',
        "a neighbour": `await connect(3000, "${neighbour}")`,
        "a name": 'await connect(80, "example.com")',
      });
      expect(Object.values(said)).not.toContain("done");
    },
  );

  test("memory beyond the limit ends the container, and is told", async () => {
    const ending = await run("const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))");
    expect(ending).toMatchObject({ exitCode: 137, outOfMemory: true });
  });

  test("a fork bomb ends at the processes' limit", async () => {
    const { text } = await run(`
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
    const { started, code } = JSON.parse(text);
    expect(code).toBe("EAGAIN");
    expect(started).toBeGreaterThan(10);
    expect(started).toBeLessThan(limits.runProcesses.value);
  });

  test("half a processor is what it gets", async () => {
    const { text } = await run(`
      const start = process.hrtime.bigint();
      while (process.hrtime.bigint() - start < 2_000_000_000n);
      const { user, system } = process.cpuUsage();
      console.log((user + system) / 2_000_000);`);
    expect(Number(text)).toBeLessThan(limits.runCpus.value * 1.3);
  });
});
