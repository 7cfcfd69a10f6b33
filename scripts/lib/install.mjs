import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { Plain, skipped } from "./phase.mjs";
import { run } from "./run.mjs";

/** Installs the npm packages of the lock file, unless exactly these are there. */
export async function installDependencies() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(process.version)
    .digest("hex");
  const mark = join(root, "node_modules/.stagecraft-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return skipped;
  // Not `npm ci`: it refuses where a registry lacks an optional package of some other platform.
  await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
  });
  writeFileSync(mark, lock);
}

/** Installs Debian packages whose command is missing; `wanted` maps a command to its package. */
export async function installPackages(wanted) {
  const missing = Object.entries(wanted).filter(([command]) => !onPath(command));
  if (missing.length === 0) return skipped;
  const packages = [...new Set(missing.map(([, name]) => name))];
  if (!onPath("apt-get") || process.getuid?.() !== 0) {
    throw new Plain(
      `missing: ${packages.join(", ")}. Install them, or run this as root on Debian, where it installs them itself.`,
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  // The sandbox may be installing packages of its own at the same time: wait for its lock.
  const wait = ["-o", "DPkg::Lock::Timeout=300", "-o", "APT::Get::Lock::Timeout=300"];
  await run("apt-get", [...wait, "update", "-q"], { env });
  await run("apt-get", [...wait, "install", "-y", "-q", "--no-install-recommends", ...packages], {
    env,
  });
}

function onPath(command) {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, command)));
}
