import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp } from "@/scripts/lib/app.mjs";
import { realHome, seed } from "@/server/build/fixture";
import { client, freePort, site } from "./server.fixture";

const folder = mkdtempSync(join(tmpdir(), "user-"));
const before = { ...process.env };
beforeAll(site, 300_000);
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

test("npm start as root runs the app as the user that is named, who builds the tutorial and keeps its data", async () => {
  const [port, previewPort] = [await freePort(), await freePort()];
  chmodSync(folder, 0o711);
  process.env.STAGECRAFT_USER = "nobody";
  process.env.STAGECRAFT_DATA = join(folder, "data");
  process.env.SANDBOX_GROUP = groupOf(statSync(join(realHome, "docker.sock")).gid);
  const { pid, stop } = await startApp({ port, previewPort, home: realHome });
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
  expect(status).toMatch(/^Groups:\s*$/m);
  expect(status).toMatch(/^CapEff:\t0+$/m);

  const app = client(`http://127.0.0.1:${port}`);
  await expect.poll(async () => (await app.health()).parts.engine.ok).toBe(true);
  expect((await app.health()).parts.disk.detail).toMatch(/^the sandbox: .*; the app's data: /);
  const id = await app.submit({ files: seed });
  expect((await app.events(id)).at(-1)).toMatchObject({ type: "finished" });
  expect((await app.call(`/api/builds/${id}/analysis`)).status).toBe(200);
  await stop();
  expect(statSync(join(folder, "data/postgres")).uid).toBe(65_534);
  expect(statSync(join(folder, "data/learner-secrets.json")).mode & 0o777).toBe(0o600);
});

test("a user that is not there is said, and nothing is started", async () => {
  process.env.STAGECRAFT_USER = "nobody-of-that-name";
  const ports = { port: await freePort(), previewPort: await freePort() };
  await expect(startApp({ ...ports, home: realHome })).rejects.toThrow(
    "STAGECRAFT_USER names nobody-of-that-name, and there is no such user.",
  );
});

/** The name of a group, as the setting wants it. */
function groupOf(gid: number): string {
  const lines = readFileSync("/etc/group", "utf8").split("\n");
  return lines.find((line) => line.split(":")[2] === String(gid))?.split(":")[0] ?? String(gid);
}
