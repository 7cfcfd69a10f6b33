// `npm start`: everything from a fresh clone to a page that builds. `--dev` serves the sources instead.
import { startApp } from "./lib/app.mjs";
import { buildSite } from "./lib/build.mjs";
import { installDependencies } from "./lib/install.mjs";
import { Plain, phase, say } from "./lib/phase.mjs";
import { sandboxHome, upSandbox } from "./lib/sandbox.mjs";

const dev = process.argv.includes("--dev");
const port = Number(process.env.PORT ?? 3000);
const previewPort = Number(process.env.PREVIEW_PORT ?? port + 1);
const home = sandboxHome();
const leaving = new AbortController();
const undo = [];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    leave(0);
  });
}

// A signal to npm alone ends the shell between npm and this process, and does not reach this process.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) leave(0);
  }, 500).unref();
}

async function leave(code) {
  if (leaving.signal.aborted) return;
  leaving.abort();
  if (undo.length > 0) say("Stopping what this start began …");
  await Promise.allSettled(undo.map((stop) => stop()));
  process.exit(code);
}

async function serve() {
  if (!dev) await phase("Build the site", buildSite);
  const starting = phase("Serve", () => startApp({ port, previewPort, home, dev }));
  // Before it is up, so that leaving meanwhile leaves nothing behind.
  undo.push(() => starting.then(({ stop }) => stop()));
  const app = await starting;
  say(`Open http://localhost:${port}`);
  app.exited.then((how) => {
    if (leaving.signal.aborted) return;
    say(`The app ended (${how}).`);
    leave(1);
  });
}

async function engine() {
  const starting = upSandbox({ home, onLine: say, signal: leaving.signal });
  undo.push(() => starting.then((sandbox) => sandbox.stop()));
  try {
    const { ready } = await starting;
    if (ready) say("Builds are ready.");
  } catch (error) {
    // The lessons can be read without it.
    say(
      `No builds: the sandbox could not be made. ${error instanceof Plain ? error.message : error}`,
    );
  }
}

try {
  await phase("Install the npm packages", installDependencies);
  await Promise.all([serve(), engine()]);
} catch (error) {
  if (!leaving.signal.aborted) {
    console.error(error instanceof Plain ? error.message : error);
    await leave(1);
  }
}
