import { root } from "./paths.mjs";
import { Plain } from "./phase.mjs";
import { run } from "./run.mjs";

/** Asks the registry for known holes in the packages that the product runs with, not those it is made with. */
export async function audit() {
  const args = ["audit", "--omit=dev", "--json"];
  const { stdout } = await run("npm", args, { cwd: root, allowFailure: true });
  return verdictOf(stdout);
}

/**
 * The holes of weight (high, critical) in `npm audit --json`'s answer, a line each; null and why where
 * it is no report. Throws on what npm has never answered.
 * @see https://docs.npmjs.com/cli/v10/commands/npm-audit
 */
export function verdictOf(text) {
  const report = parsed(text);
  if (report.vulnerabilities && report.metadata) return { holes: holesIn(report.vulnerabilities) };
  const status = report.statusCode;
  if (status) return { holes: null, why: `the registry has no audit (it answers ${status})` };
  const code = report.error?.code;
  if (code) return { holes: null, why: `npm could not ask the registry (${code})` };
  if (report.message) return { holes: null, why: "npm could not ask the registry" };
  throw new Plain("npm audit answered neither a report nor an error");
}

function holesIn(vulnerabilities) {
  return Object.values(vulnerabilities)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, range, via }) => {
      const titles = via.map((one) => (typeof one === "string" ? `through ${one}` : one.title));
      return `${name} ${range}: ${severity}: ${titles.join("; ")}`;
    });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Plain("npm audit did not answer in JSON");
  }
}
