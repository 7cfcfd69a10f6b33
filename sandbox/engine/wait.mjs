// Waits until an engine answers and its other sockets exist:
//   wait.mjs <seconds> <file of ended processes> <engine socket> [socket…]
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./ask.mjs";

const GIVE_UP_AFTER = 3;
const [seconds, ended, engine, ...others] = process.argv.slice(2);
const until = Date.now() + Number(seconds) * 1000;

async function isReady() {
  if (![engine, ...others].every((path) => existsSync(path))) return false;
  const { status } = await ask(`unix://${engine}`, "/_ping").catch(() => ({ status: 0 }));
  return status === 200;
}

function keepsEnding() {
  return existsSync(ended) && readFileSync(ended, "utf8").split("\n").length > GIVE_UP_AFTER;
}

let ready = await isReady();
while (!ready && Date.now() < until && !keepsEnding()) {
  await sleep(50);
  ready = await isReady();
}
process.exitCode = ready ? 0 : 1;
