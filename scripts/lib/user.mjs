import { mkdirSync, statSync } from "node:fs";
import { Plain } from "./phase.mjs";
import { run } from "./run.mjs";

/**
 * Who the app runs as: the user that `STAGECRAFT_USER` names, with the group that may use the
 * sandbox's sockets; null where it runs as whoever starts it.
 */
export async function appUser(env = process.env) {
  const name = env.STAGECRAFT_USER;
  if (!name) return null;
  if (process.getuid?.() !== 0) throw new Plain("STAGECRAFT_USER is for a start as root.");
  const uid = await id("passwd", name, `STAGECRAFT_USER names ${name}, and there is no such user.`);
  const group = sandboxGroup(env);
  const gid = group
    ? await id("group", group, `SANDBOX_GROUP names ${group}, and there is no such group.`)
    : Number((await entry("passwd", name))[3]);
  return { uid, gid };
}

/** The group of the sandbox's sockets, as `sandbox/up` is told it. */
export async function socketGroup(env = process.env) {
  return sandboxGroup(env) ?? (await appUser(env))?.gid.toString();
}

/** Makes the data folder, and makes it the user's where it is somebody else's. */
export async function giveFolder(folder, { uid, gid }) {
  mkdirSync(folder, { recursive: true });
  if (statSync(folder).uid === uid) return;
  await run("chown", ["-R", `${uid}:${gid}`, folder]);
}

function sandboxGroup(env) {
  return env.SANDBOX_GROUP || undefined;
}

async function id(database, name, otherwise) {
  const [, , number] = await entry(database, name);
  if (!number) throw new Plain(otherwise);
  return Number(number);
}

async function entry(database, name) {
  const { stdout } = await run("getent", [database, name], { allowFailure: true });
  return stdout.trim().split(":");
}
