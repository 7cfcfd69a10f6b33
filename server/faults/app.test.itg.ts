import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Server, serve, site, sleeping, taking } from "./server.fixture";

let folder = "";
let server: Server;
beforeAll(site, 300_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "faults-"));
  server = await serve(folder);
  await server.start();
});
afterEach(async () => {
  await server.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const trivial = { files: { Dockerfile: "FROM node:14-alpine\n" } };

describe("kill -9 of the app", () => {
  test("loses no build: what ran is built anew, what had finished and the learner are still known", async () => {
    const done = await server.submit(trivial);
    const whole = await server.events(done);
    const id = await server.submit(taking(3, "echo late"));
    const seen = await server.events(id, sleeping);
    const cookie = server.cookie();
    await expect.poll(async () => (await server.build(done)).status).toBe("finished");

    expect(await server.end("SIGKILL")).toBe("SIGKILL");
    await server.start();
    const rest = await server.events(id, undefined, seen.at(-1)?.seq);
    expect(rest[0]?.seq).toBeGreaterThan(seen.at(-1)?.seq ?? 0);
    expect(rest.filter(({ type }) => type === "started")).toHaveLength(1);
    expect(rest).toContainEqual(expect.objectContaining({ type: "log", text: "late\n" }));
    expect(rest.at(-1)).toMatchObject({ type: "finished" });
    expect(await server.events(done)).toEqual(whole);
    expect(server.cookie()).toBe(cookie);
  });

  test("twice in one build is our failure, and the next build is made", async () => {
    const id = await server.submit(taking(60));
    for (let life = 0; life < 2; life += 1) {
      await server.events(id, sleeping, life * 1_000_000);
      await server.end("SIGKILL");
      await server.start();
    }
    expect((await server.events(id)).at(-1)).toMatchObject({
      type: "failed",
      failure: { kind: "platform", reference: expect.any(String) },
    });
    expect((await server.events(await server.submit(trivial))).at(-1)?.type).toBe("finished");
  });
});

describe("SIGTERM", () => {
  test("hands what runs and waits back within ten seconds, and the next start builds it", async () => {
    const ids = [];
    for (const build of [taking(4), taking(4), taking(1)]) ids.push(await server.submit(build));
    for (const id of ids.slice(0, 2)) await server.events(id, sleeping);

    // `scripts/start.mjs` kills after ten seconds: ending by itself is ending in time.
    const patience = setTimeout(() => void server.end("SIGKILL"), 10_000);
    expect(await server.end("SIGTERM")).toBe(0);
    clearTimeout(patience);

    await server.start();
    const reads = await Promise.all(ids.map((id) => server.events(id)));
    expect(reads.map((read) => read.at(-1)?.type)).toEqual(["finished", "finished", "finished"]);
    // It was no fault of the builds: each may still be tried twice.
    expect(server.said()).not.toMatch(/attempt/);
  });
});
