import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, serve, site, sleeping, taking } from "./server.fixture";

const folder = mkdtempSync(join(tmpdir(), "storage-"));
const ballast = join(folder, "ballast");
let server: Server;
beforeAll(async () => {
  await site();
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=700m", "tmpfs", folder]);
  server = await serve(folder);
  await server.start();
}, 300_000);
afterAll(async () => {
  await server.end("SIGKILL");
  execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const trivial = { files: { Dockerfile: "FROM node:14-alpine\n" } };

/** Fills the disk to its last byte. */
function fill(): void {
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  execFileSync("fallocate", ["-l", String(free()), ballast]);
  expect(free()).toBe(0);
}

test("a full disk for the app's data loses nothing, is told to everybody, and is got over", async () => {
  const done = await server.submit(trivial);
  const whole = await server.events(done);
  const id = await server.submit(taking(4, "echo late"));
  await server.events(id, sleeping);
  const pid = server.pid();

  fill();
  const ill = await server.health();
  expect(ill).toMatchObject({ ok: false, parts: { engine: { ok: true }, disk: { ok: false } } });
  expect(ill.parts.disk.detail).toMatch(/^the app's data: .*256 MiB needed/);
  const refused = await server.refusal(trivial);
  expect(refused.problem).toMatchObject({ status: 503, kind: "unavailable" });
  expect(refused.problem.detail).toMatch(/disk for the app's data is nearly full/);
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);

  // What had finished is answered from the disk, what runs ends, and is answered from memory.
  expect(await server.events(done)).toEqual(whole);
  const read = await server.events(id);
  expect(read).toContainEqual(expect.objectContaining({ type: "log", text: "late\n" }));
  expect(read.at(-1)).toMatchObject({ type: "finished" });
  expect(await server.build(id)).toMatchObject({ status: "finished" });

  rmSync(ballast);
  await expect.poll(async () => (await server.health()).ok, { timeout: 30_000 }).toBe(true);
  expect((await server.events(await server.submit(trivial))).at(-1)?.type).toBe("finished");
  expect(server.pid()).toBe(pid);

  // It was stored in the end.
  expect(await server.end("SIGTERM")).toBe(0);
  await server.start();
  expect(await server.events(id)).toEqual(read);
});

test("a start with a full disk waits for room, says so, and is no crash", async () => {
  await server.end("SIGTERM");
  fill();
  await server.start();
  const health = await server.call("/api/health");
  expect([health.status, Number(health.headers.get("retry-after")) > 0]).toEqual([503, true]);
  expect(await health.json()).toMatchObject({ detail: expect.stringMatching(/disk .* is full/) });

  rmSync(ballast);
  await expect
    .poll(async () => (await server.call("/api/health")).status, { timeout: 30_000 })
    .toBe(200);
});
