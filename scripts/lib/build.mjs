import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./paths.mjs";
import { skipped } from "./phase.mjs";
import { run } from "./run.mjs";

/** The entry point that a build leaves. */
export const serverFile = join(root, ".next/standalone/server.js");

/** Builds the site, unless the last build was of exactly these sources. */
export async function buildSite() {
  const sources = hashOfSources();
  const mark = join(root, ".next/standalone/.stagecraft-sources");
  if (existsSync(mark) && readFileSync(mark, "utf8") === sources) return skipped;
  await run("npx", ["next", "build"], { cwd: root, env: { NEXT_TELEMETRY_DISABLED: "1" } });
  // The standalone server does not carry these two itself:
  // https://nextjs.org/docs/app/api-reference/config/next-config-js/output#automatically-copying-traced-files
  const standalone = join(root, ".next/standalone");
  cpSync(join(root, ".next/static"), join(standalone, ".next/static"), { recursive: true });
  if (existsSync(join(root, "public"))) {
    cpSync(join(root, "public"), join(standalone, "public"), { recursive: true });
  }
  writeFileSync(mark, sources);
}

const parts = [
  "app",
  "components",
  "content",
  "domain",
  "public",
  "server",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "proxy.ts",
  "tsconfig.json",
];

function hashOfSources() {
  const hash = createHash("sha256").update(process.version);
  for (const file of parts.flatMap((part) => filesIn(join(root, part)))) {
    hash.update(relative(root, file)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
