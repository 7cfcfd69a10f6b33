import { request } from "node:http";

/** The oldest Engine whose BuildKit takes a source policy and a cgroup parent. */
const oldest = 24;

/**
 * Which engine builds: `foreign` (named by a setting, or already running here), `own` (a sandbox that
 * `sandbox/up` makes), or `none` with the reason as one sentence.
 */
export async function chooseEngine(env = process.env) {
  if (env.SANDBOX_DOCKER_HOST) return { kind: "foreign", host: env.SANDBOX_DOCKER_HOST };
  const running = await engineVersion("/var/run/docker.sock");
  if (running !== null && Number.parseInt(running, 10) >= oldest && env.SANDBOX_ENGINE !== "own") {
    return { kind: "foreign", host: "unix:///var/run/docker.sock" };
  }
  if (process.platform !== "linux") {
    return none("no Docker Engine answers here; start Docker, and builds will work");
  }
  if (process.getuid?.() !== 0) {
    return none(
      "making a sandbox needs root; run this as root, or set SANDBOX_DOCKER_HOST to a Docker Engine 24 or newer",
    );
  }
  return { kind: "own" };
}

function none(reason) {
  return {
    kind: "none",
    reason: `No builds on this machine: ${reason}. The lessons can be read all the same.`,
  };
}

function engineVersion(socketPath) {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: "/version", timeout: 2000 }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve(versionIn(body)));
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(null));
    call.end();
  });
}

function versionIn(body) {
  try {
    return String(JSON.parse(body).Version ?? "") || null;
  } catch {
    return null;
  }
}
