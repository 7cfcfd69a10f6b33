import { askJson } from "./ask.mjs";

const GVISOR = "runsc";

/** The runtime that walls runs in: gVisor where the engine has it and it starts a container here; null is the engine's own. */
export async function runtimeOf(engine, { Runtimes = {} }, image) {
  if (!(GVISOR in Runtimes) || !image) return null;
  try {
    await tryOut(engine, image);
    return GVISOR;
  } catch (error) {
    console.error(`${GVISOR} is here, and does not start a container: ${error.message}`);
    return null;
  }
}

async function tryOut(engine, image) {
  const post = (path, body = {}) =>
    askJson(engine, path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      timeoutMs: 30_000,
    });
  const HostConfig = { Runtime: GVISOR, NetworkMode: "none" };
  const { Id } = await post("/containers/create", { Image: image, Cmd: ["true"], HostConfig });
  try {
    await post(`/containers/${Id}/start`);
    const { StatusCode } = await post(`/containers/${Id}/wait`);
    if (StatusCode !== 0) throw new Error(`it ended with ${StatusCode}`);
  } finally {
    await askJson(engine, `/containers/${Id}?force=true&v=true`, { method: "DELETE" });
  }
}
