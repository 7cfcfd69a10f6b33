// The engine's own `docker buildx build`, to compare with.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes files into a folder, and gives the folder. */
export function written(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/**
 * Builds a folder on an engine, given as `facts` (`dockerHost`, and `hosts` to add); `network` as in
 * `--network`. Rejects with the end of what it said.
 */
export function withBuildx({ buildx, facts, folder, network, noCache = false }) {
  const hosts = Object.entries(facts.hosts).flatMap(([name, address]) => [
    "--add-host",
    `${name}:${address}`,
  ]);
  const args = [
    "build",
    "--progress=plain",
    ...hosts,
    ...(noCache ? ["--no-cache"] : []),
    ...(network ? ["--network", network, "--allow", `network.${network}`] : []),
    "-t",
    "bench-buildx",
    folder,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(buildx, args, {
      env: { ...process.env, DOCKER_HOST: facts.dockerHost, BUILDX_BUILDER: "default" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      words = (words + chunk).slice(-4000);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`buildx: ${code}\n${words}`)),
    );
  });
}
