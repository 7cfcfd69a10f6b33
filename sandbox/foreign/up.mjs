// A sandbox on an engine that is not ours: it gets the base images and its two JSON files, and no
// walls. Nothing here needs Linux or root: up.mjs [the options of sandbox/up]

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { askJson } from "../engine/ask.mjs";
import { teller } from "../status/teller.mjs";
import { pullMissing } from "./pull.mjs";
import { foreignSettings } from "./settings.mjs";

const OLDEST = 24; // the source policy and a build's cgroup-parent are not there before
const CANNOT = 3;
const MARK = ".stagecraft-sandbox";
const here = join(import.meta.dirname, "..");
const settings = foreignSettings(process.argv.slice(2), process.env, process.getuid?.() === 0);
const { name, home, cache, engine } = settings;

if (!openHome()) {
  console.error(`sandbox: ${home} can't be used: choose another --home.`);
  process.exit(CANNOT);
}
const { say, end } = teller(join(home, "status.json"));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    end();
    process.exit(1);
  });
}
try {
  await up();
  say(`ready\tThe sandbox ${name} is ready`);
} catch (error) {
  say(`failed\t${error.message}`);
  console.error(`sandbox: ${error.message}`);
  process.exitCode = CANNOT;
}
end();

async function up() {
  say(`plan\tengine\tAsk the engine at ${engine}`);
  say("plan\tsmall-images\tProvide the small base images");
  say("plan\tfull-images\tProvide the full base images");

  say("begin\tengine");
  const version = await engineVersion();
  say(`done\tengine\tDocker Engine ${version}`);
  await node("machine/machine.mjs", join(home, "run/machine.json"));
  writeFileSync(join(home, "run/settings.json"), JSON.stringify(settings));

  for (const kind of ["small", "full"]) {
    say(`begin\t${kind}-images`);
    const pulled = await pullMissing(kind, engine).then(() => true, complain);
    if (!pulled) await standIns(kind);
    await node("engine/facts.mjs", home, engine, "foreign");
    say(`done\t${kind}-images\t${pulled ? "the real ones" : "stand-ins"}`);
  }
}

async function engineVersion() {
  const answer = await askJson(engine, "/version").catch(complain);
  if (Number.parseInt(answer?.Version, 10) >= OLDEST) return answer.Version;
  throw new Error(`No Docker Engine of version ${OLDEST} or newer answers at ${engine}.`);
}

/** Where the engine can pull nothing: images that this machine makes, if it is a Debian. */
async function standIns(kind) {
  const list = join(home, "run", `${kind}-images.json`);
  try {
    await program(
      "bash",
      join(here, "lib/stand-ins.sh"),
      kind,
      cache,
      join(home, "run/machine.json"),
      list,
    );
    await node("base-images/load.mjs", kind, list, engine, "foreign");
  } catch (error) {
    complain(error);
    throw new Error(
      `The engine can't pull the ${kind} base images, and they can't be made here; see ${home}/log.`,
    );
  }
}

function node(script, ...args) {
  return program(process.execPath, join(here, script), ...args);
}

/** Runs a program whose output are lines of status/fold.mjs. */
function program(command, ...args) {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, SANDBOX_CACHE: cache },
  });
  createInterface({ input: child.stdout }).on("line", say);
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(complaint.trim() || `ended with ${code}`)),
    );
  });
}

function complain(error) {
  writeFileSync(join(home, "log/foreign.log"), `${error.message}\n`, { flag: "a" });
  return null;
}

/** Only an empty folder, or one that is marked as this sandbox's, is written to. */
function openHome() {
  try {
    const mark = join(home, MARK);
    if (!existsSync(mark) && existsSync(home) && readdirSync(home).length > 0) return false;
    for (const folder of ["run", "log"]) mkdirSync(join(home, folder), { recursive: true });
    if (!existsSync(mark)) writeFileSync(mark, `${name}\n`);
    return readFileSync(mark, "utf8").trim() === name;
  } catch {
    return false;
  }
}
