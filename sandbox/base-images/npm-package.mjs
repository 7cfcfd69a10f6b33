import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.mjs";

/** Fetches one package with the machine's own npm, checks its integrity, and unpacks it into `folder`. */
export async function unpackNpm(name, version, folder, work) {
  const fetched = join(work, `npm-${name}-${version}`);
  rmSync(fetched, { recursive: true, force: true });
  mkdirSync(fetched, { recursive: true });
  const npm = (...args) =>
    run("npm", [...args, "--json", `--cache=${join(fetched, "cache")}`], { cwd: fetched });
  const [packed, viewed] = await Promise.all([
    npm("pack", `${name}@${version}`),
    npm("view", `${name}@${version}`, "dist.integrity"),
  ]);
  const file = join(fetched, JSON.parse(packed)[0].filename);
  const wanted = JSON.parse(viewed);
  const digest = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (digest !== wanted) throw new Error(`${name}@${version} is not what the registry says it is`);
  mkdirSync(folder, { recursive: true });
  await run("tar", ["-xzf", file, "-C", folder, "--strip-components=1", "--no-same-owner"]);
  rmSync(fetched, { recursive: true, force: true });
}
