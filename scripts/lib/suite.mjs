import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { Plain } from "./phase.mjs";
import { run } from "./run.mjs";

/** A command that passes or fails as a whole. */
export async function command(name, args) {
  await run(name, args, { cwd: root });
  return { passed: 1, failed: 0 };
}

/** Runs one vitest project, with more in its environment, and counts its tests. */
export async function vitest(project, reports, env = {}) {
  const file = join(reports, `${project}.json`);
  const args = ["vitest", "run", "--project", project, "--reporter=dot", "--reporter=json"];
  return counted(file, [...args, `--outputFile.json=${file}`], env, (report) => ({
    passed: report.numPassedTests,
    // A file that does not load has no tests, and has failed.
    failed: report.numFailedTests + report.testResults.filter(brokenFile).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** Runs the end-to-end tests, with more in their environment, and counts them. */
export async function playwright(reports, env = {}) {
  const file = join(reports, "e2e.json");
  const all = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  return counted(file, ["playwright", "test", "--reporter=line,json"], all, (report) => ({
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
    skipped: report.stats.skipped,
  }));
}

async function counted(file, args, env, count) {
  rmSync(file, { force: true });
  const { code, output } = await run("npx", args, { cwd: root, env, allowFailure: true });
  if (!existsSync(file)) throw new Plain(output.slice(-8000));
  const { passed, failed, skipped } = count(JSON.parse(readFileSync(file, "utf8")));
  if (skipped > 0)
    console.error(`${skipped} skipped: a skipped test proves nothing, so it counts as failed`);
  const bad = failed + skipped;
  if (bad > 0 || code !== 0) console.error(output.slice(-20_000));
  return { passed, failed: bad === 0 && code !== 0 ? 1 : bad };
}

function brokenFile(result) {
  return result.status === "failed" && result.assertionResults.length === 0;
}
