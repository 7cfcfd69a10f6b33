import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { serverFile } from "@/scripts/lib/build.mjs";
import { client, type Server, serve, site, surroundings } from "./faults/server.fixture";

const patient = { timeout: 30_000, interval: 100 };
let folder = "";
const servers: Server[] = [];
beforeAll(site, 300_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function server(): Promise<Server> {
  const made = await serve(folder);
  servers.push(made);
  return made;
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends the process, though somebody reads a stream that has no end",
  async (signal) => {
    const { start, call, end } = await server();
    await start();
    const stream = (await call("/api/sandbox/events")).text().catch(() => "broken off");
    expect(await end(signal)).toBe(0);
    expect(await stream).toBeTruthy();
  },
);

test("a second process on the same data folder is refused, and a third after a crash is not", async () => {
  const [first, second, third] = [await server(), await server(), await server()];
  await first.start();
  await first.health();
  await second.start().catch(() => {});
  expect(await second.exited()).toBe(1);
  expect(second.said()).toContain("Another Stagecraft is running on the data folder");
  await first.end("SIGKILL");
  await third.start();
  expect((await third.health()).parts.storage.ok).toBe(true);
});

test("a process that somebody owns ends with its owner, however that went", async () => {
  const env = { ...(await surroundings(folder)), STAGECRAFT_OWNED: "1" };
  const owner = spawn("sh", ["-c", '"$0" "$1" & wait', process.execPath, serverFile], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await expect.poll(() => client(`http://127.0.0.1:${env.PORT}`).health(), patient).toBeTruthy();
  owner.kill("SIGKILL");
  // The process that is left holds the pipe: its end is the process's end.
  await once(owner.stdout.resume(), "close");
});
