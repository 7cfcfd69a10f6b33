import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const IMAGE = "node:14-alpine";

/** Someone inside the walls: runs scripts in containers and in builds, as a learner's would run. */
export function insider({ dockerHost, cli, slots }) {
  const work = mkdtempSync(join(tmpdir(), "sandbox-check-"));
  const env = {
    ...process.env,
    PATH: `${cli}:${process.env.PATH}`,
    DOCKER_HOST: dockerHost,
    DOCKER_CONFIG: work,
    BUILDX_CONFIG: work,
  };
  const run = (program, args, input) => ended(spawn(program, args, { env, cwd: work }), input);
  const parent = (slot) => `--cgroup-parent=${slots[slot].cgroupParent}`;
  const place = (slot) => {
    const hosts = Object.entries(slots[slot].hosts ?? {});
    return hosts.length === 0
      ? [parent(slot)]
      : hosts.map(([host, address]) => `--add-host=${host}:${address}`);
  };

  return {
    docker: (...args) => run("docker", args),

    /** Runs Node code in a container of a slot; gives `{ code, output }`. */
    node: (source, ...options) =>
      run("docker", ["run", "--rm", "-i", parent(0), ...options, IMAGE, "node", "-"], source),

    /** Builds a Dockerfile on the base image in a slot, without cache; gives `{ code, output }`. */
    build(lines, { slot = 0, options = [] } = {}) {
      writeFileSync(join(work, "Dockerfile"), [`FROM ${IMAGE}`, ...lines, ""].join("\n"));
      return run("docker-buildx", [
        "build",
        "--progress=plain",
        "--no-cache",
        ...place(slot),
        ...options,
        work,
      ]);
    },

    end: () => rmSync(work, { recursive: true, force: true }),
  };
}

function ended(child, input) {
  return new Promise((resolve, reject) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: output.trim() }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
