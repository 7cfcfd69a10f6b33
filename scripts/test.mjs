// `npm test`: every check of the project on the real parts, from a fresh clone; ends with one line of counts.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { audit } from "./lib/audit.mjs";
import { buildSite } from "./lib/build.mjs";
import { installDependencies, installPackages } from "./lib/install.mjs";
import { root } from "./lib/paths.mjs";
import { Plain, phase, say } from "./lib/phase.mjs";
import { sandboxHome, upSandbox } from "./lib/sandbox.mjs";
import { command, playwright, vitest } from "./lib/suite.mjs";

// A sandbox of its own, so that a running `npm start` is not disturbed.
process.env.SANDBOX_NAME ??= "stagecraft-test";
process.env.NEXT_TELEMETRY_DISABLED = "1";
// What the runners print is kept and shown only where something failed: plain text reads best then.
process.env.NO_COLOR = "1";
delete process.env.FORCE_COLOR;
// And a second one, where attacks and limits are waited for while the first goes on with the rest.
const first = { name: process.env.SANDBOX_NAME, home: sandboxHome() };
const second = { name: `${first.name}-2`, home: `${first.home}-2` };
const inside = ({ name, home }) => ({ SANDBOX_NAME: name, SANDBOX_HOME: home });
const reports = join(root, "test-results/reports");

const totals = { passed: 0, failed: 0 };
const suite = (label, work) =>
  phase(label, async () => {
    const { passed, failed } = await work();
    totals.passed += passed;
    if (failed > 0) throw new Failures(failed);
  }).catch((error) => {
    totals.failed += error instanceof Failures ? error.count : 1;
    if (!(error instanceof Failures)) console.error(error instanceof Plain ? error.message : error);
  });

/** Tests that failed and have said so themselves. */
class Failures extends Error {
  constructor(count) {
    super();
    this.count = count;
  }
}

/** A registry that can't tell is no pass: it is said in a line, and nothing is counted. */
async function auditSuite() {
  const asked = audit();
  const told = await asked.catch(() => null);
  if (told?.why) return say(`Known holes in dependencies: NOT looked for, ${told.why}.`);
  await suite("Known holes in dependencies", async () => {
    const { holes } = await asked;
    for (const hole of holes) console.error(hole);
    return { passed: holes.length === 0 ? 1 : 0, failed: holes.length };
  });
}

/** What needs no engine. */
async function quick() {
  await suite("Lint", () => command("npx", ["biome", "check", "."]));
  await suite("Types", () => command("npm", ["run", "--silent", "types"]));
  await suite("Unused code", () => command("npx", ["knip"]));
  await auditSuite();
  await suite("Unit tests", () => vitest("unit", reports));
}

const leaving = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => leaving.abort());

const none = { ready: false, stop: async () => {} };
let sandboxes = [Promise.resolve(none)];
try {
  await phase("Install the npm packages", installDependencies);
  await phase("Install Chromium", () => installPackages({ chromium: "chromium" }));
  mkdirSync(reports, { recursive: true });
  const up = upSandbox({ ...first, onLine: say, signal: leaving.signal });
  // After the first, which leaves everything that it fetched and made in their cache.
  const upToo = up.then(({ ready }) =>
    ready
      ? phase("A second sandbox", () =>
          upSandbox({ ...second, onLine: () => {}, signal: leaving.signal }),
        )
      : none,
  );
  sandboxes = [up, upToo];

  await suite("Build the site", async () => {
    await buildSite();
    return { passed: 1, failed: 0 };
  });
  const ready = (await Promise.all(sandboxes)).every((sandbox) => sandbox.ready);
  if (!ready) throw new Plain("There is no sandbox, so the tests that need an engine cannot run.");
  // Engine tests mostly wait: side by side, the two take little more than the longer of them.
  await Promise.all([
    suite("Integration tests (a real engine)", () => vitest("integration", reports, inside(first))),
    quick().then(async () => {
      await suite("Attacks and limits (a second one)", () =>
        vitest("limits", reports, inside(second)));
      await suite("End-to-end tests (a real Chromium)", () => playwright(reports, inside(second)));
    }),
  ]);
} catch (error) {
  totals.failed += 1;
  console.error(error instanceof Plain ? error.message : error);
} finally {
  for (const sandbox of sandboxes) await (await sandbox.catch(() => none)).stop();
}

console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
