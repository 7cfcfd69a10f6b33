import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { z } from "zod";
import { realHome } from "@/server/build/fixture";
import { engineAt } from "@/server/run/engine";

/** A second engine beside the sandbox's, of the same programs, which keeps its images in containerd's store. */
export async function openContainerdEngine() {
  const facts: unknown = JSON.parse(readFileSync(join(realHome, "sandbox.json"), "utf8"));
  const { cli } = z.object({ cli: z.string() }).parse(facts);
  const home = mkdtempSync(join(tmpdir(), "containerd-"));
  const dockerHost = `unix://${home}/docker.sock`;
  const places = [
    ["--data-root", "data"],
    ["--exec-root", "exec"],
    ["--pidfile", "pid"],
    ["--config-file", "daemon.json"],
  ].flatMap(([flag = "", name = ""]) => [flag, join(home, name)]);
  const config = { features: { "containerd-snapshotter": true }, hosts: [dockerHost] };
  writeFileSync(join(home, "daemon.json"), JSON.stringify(config));
  const without = [
    "--bridge=none",
    "--iptables=false",
    "--ip6tables=false",
    "--userland-proxy=false",
  ];
  const engine = spawn(join(cli, "dockerd"), [...without, ...places], {
    env: { ...process.env, PATH: `${cli}:${process.env.PATH}` },
    stdio: "ignore",
    cwd: home,
  });
  const ended = once(engine, "exit");
  const docker = engineAt(dockerHost);
  const close = async () => {
    engine.kill("SIGTERM");
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  for (
    let tries = 0;
    !(existsSync(join(home, "docker.sock")) && (await answers(docker)));
    tries += 1
  ) {
    if (tries > 300 || engine.exitCode !== null)
      throw new Error("the containerd engine did not start");
    await sleep(100);
  }
  return { docker, dockerHost, close };
}

const answers = (docker: Docker) =>
  docker.ping().then(
    () => true,
    () => false,
  );

/** Copies an image from one engine to another (`docker save | docker load`). */
export async function copyImage(from: Docker, to: Docker, name: string): Promise<void> {
  const answer = await to.loadImage(await from.getImage(name).get(), { quiet: true });
  let said = "";
  for await (const part of answer) said += part;
  if (said.includes('"error"')) throw new Error(said);
}
