// The sandbox's own engine without any walls: on the machine's network, as root, with no slot. Only
// what is measured against it runs there, and it is gone with the bench.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withBuildx, written } from "./buildx.mjs";

/** Starts it with the sandbox's base images; `build` builds files as `docker buildx build --no-cache` does. */
export async function openEngine({ cli, dockerHost, baseImages }) {
  const home = mkdtempSync(join(tmpdir(), "stagecraft-open-"));
  const socket = join(home, "docker.sock");
  const path = `${cli}:${process.env.PATH}`;
  const flags = [
    "--bridge=none",
    "--userland-proxy=false",
    "--iptables=false",
    "--ip6tables=false",
    "--storage-driver=overlay2",
  ];
  const places = [
    ["--data-root", "data"],
    ["--exec-root", "exec"],
    ["--pidfile", "pid"],
  ].flatMap(([flag, name]) => [flag, join(home, name)]);
  const engine = spawn(
    join(cli, "dockerd"),
    [...flags, ...places, "--feature", "containerd-snapshotter=false", "-H", `unix://${socket}`],
    { env: { ...process.env, PATH: path }, stdio: "ignore", cwd: home },
  );
  const ended = once(engine, "exit");
  const close = async () => {
    engine.kill("SIGTERM");
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (let tries = 0; !existsSync(socket) || !(await answers(cli, socket)); tries += 1) {
      if (tries > 300 || engine.exitCode !== null) throw new Error("the open engine did not start");
      await sleep(100);
    }
    const images = baseImages.map(({ ref }) => ref).filter((ref) => ref.startsWith("node:14"));
    await copyImages(cli, dockerHost, `unix://${socket}`, images);
  } catch (error) {
    await close();
    throw error;
  }
  const facts = { dockerHost: `unix://${socket}`, hosts: {} };
  const buildx = join(cli, "docker-buildx");
  const folder = join(home, "context");
  return {
    build: (files) =>
      withBuildx({ buildx, facts, folder: written(folder, files), network: "host", noCache: true }),
    close,
  };
}

async function answers(cli, socket) {
  const asked = spawn(join(cli, "docker"), ["-H", `unix://${socket}`, "version"], {
    stdio: "ignore",
  });
  const [code] = await once(asked, "exit");
  return code === 0;
}

async function copyImages(cli, from, to, images) {
  const docker = join(cli, "docker");
  const save = spawn(docker, ["-H", from, "save", ...images], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const load = spawn(docker, ["-H", to, "load", "-q"], {
    stdio: [save.stdout, "ignore", "inherit"],
  });
  const [code] = await once(load, "exit");
  if (code !== 0) throw new Error("the base images could not be copied to the open engine");
}
