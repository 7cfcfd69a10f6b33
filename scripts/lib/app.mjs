import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { serverFile } from "./build.mjs";
import { root } from "./paths.mjs";
import { Plain } from "./phase.mjs";
import { appUser, giveFolder } from "./user.mjs";

/** Starts the app and resolves once it answers; `exited` settles when its process ends. */
export async function startApp({ port, previewPort, home, dev = false }) {
  await free(port, "PORT");
  await free(previewPort, "PREVIEW_PORT");
  const [command, args] = dev
    ? ["npx", ["next", "dev", "-p", String(port)]]
    : [process.execPath, [serverFile]];
  const data = process.env.STAGECRAFT_DATA ?? join(root, ".stagecraft/data");
  const user = dev ? null : await appUser();
  if (user) await giveFolder(data, user);
  const child = spawn(command, args, {
    ...user,
    cwd: root,
    // Its own process group: it is asked to stop by this script, once, not by the terminal as well.
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      STAGECRAFT_OWNED: "1",
      PORT: String(port),
      PREVIEW_PORT: String(previewPort),
      HOSTNAME: process.env.HOST ?? "127.0.0.1",
      SANDBOX_HOME: home,
      STAGECRAFT_DATA: data,
    },
  });
  const exited = new Promise((resolve) => child.on("exit", (code, sig) => resolve(sig ?? code)));
  await answers(`http://127.0.0.1:${port}/`, exited);
  return { exited, pid: child.pid, stop: () => stop(child, exited) };
}

async function answers(url, exited) {
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  for (;;) {
    if (gone) throw new Plain("the app ended before it answered; its words are above");
    try {
      const response = await fetch(url);
      await response.body?.cancel();
      if (response.status < 500) return;
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(child, exited) {
  const grace = setTimeout(() => signalGroup(child, "SIGKILL"), 10_000);
  signalGroup(child, "SIGTERM");
  await exited;
  clearTimeout(grace);
}

function signalGroup(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function free(port, setting) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(
        new Plain(`Port ${port} is in use. Choose another: ${setting}=${port + 100} npm start`),
      ),
    );
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(undefined)));
  });
}
