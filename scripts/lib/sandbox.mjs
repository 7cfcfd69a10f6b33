import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chooseEngine } from "./engine.mjs";
import { splitLines } from "./lines.mjs";
import { root } from "./paths.mjs";
import { Plain } from "./phase.mjs";
import { run } from "./run.mjs";
import { socketGroup } from "./user.mjs";

const nameOf = (env) => env.SANDBOX_NAME ?? "stagecraft";

/** Where the sandbox keeps its sockets and facts. */
export function sandboxHome(env = process.env) {
  if (env.SANDBOX_HOME) return env.SANDBOX_HOME;
  const name = nameOf(env);
  return process.getuid?.() === 0 ? `/var/lib/stagecraft/${name}` : join(root, ".stagecraft", name);
}

/**
 * Makes the sandbox ready, or says in its `status.json` why there is none.
 * Resolves with `stop`, which ends what this call started and leaves what it found running.
 */
export async function upSandbox({ home, name = nameOf(process.env), onLine, signal }) {
  mkdirSync(dirname(home), { recursive: true });
  const engine = await chooseEngine();
  if (engine.kind === "none") {
    writeStatus(home, name, engine.reason);
    onLine(engine.reason);
    return { ready: false, stop: async () => {} };
  }
  const release = claim(home);
  const args = engine.kind === "foreign" ? ["--docker-host", engine.host] : await slotFlags();
  const code = await sandbox("up", args, { home, name, onLine, signal });
  const stop = async () => {
    if (!release()) return;
    if (engine.kind === "own") await sandbox("down", [], { home, name, onLine: () => {} });
  };
  return { ready: code === 0, stop };
}

/** One sandbox may serve several starts; the first that is alive owns it and ends it. */
function claim(home) {
  const file = `${home}.owner`;
  const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (owner && owner !== process.pid && alive(owner)) return () => false;
  writeFileSync(file, String(process.pid));
  return () => {
    rmSync(file, { force: true });
    return true;
  };
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function sandbox(command, args, { home, name, onLine, signal }) {
  const group = await socketGroup();
  return new Promise((resolve, reject) => {
    // In its own process group: Ctrl-C reaches this script, which then says what is to stop.
    const child = spawn(join(root, "sandbox", command), args, {
      env: {
        ...process.env,
        SANDBOX_NAME: name,
        SANDBOX_HOME: home,
        ...(group ? { SANDBOX_GROUP: group } : {}),
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    signal?.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
    for (const stream of [child.stdout, child.stderr]) {
      const { take } = splitLines((line) => line.trim() && onLine(line));
      stream.setEncoding("utf8").on("data", take);
    }
    child.on("error", (error) => reject(new Plain(`sandbox/${command}: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** The limits that the page shows are the ones that the slots get: both come from `domain/limits.ts`. */
async function slotFlags() {
  const { stdout } = await run("node", ["--import", "tsx", "scripts/lib/slot-flags.ts"], {
    cwd: root,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]");
}

function writeStatus(home, name, message) {
  mkdirSync(home, { recursive: true });
  // The mark by which `sandbox/up` knows a home of its own, should an engine come later.
  writeFileSync(join(home, ".stagecraft-sandbox"), `${name}\n`);
  const status = { state: "failed", phase: null, message, progress: null, phases: [] };
  writeFileSync(
    join(home, "status.json"),
    JSON.stringify({ ...status, updatedAt: new Date().toISOString() }),
  );
}
