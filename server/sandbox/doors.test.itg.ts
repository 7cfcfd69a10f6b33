import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  events,
  realHome,
  requestOf,
  submit,
  type TestBuilds,
  testBuilds,
} from "@/server/build/fixture";
import { testImages, testSandbox } from "@/server/run/fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import { inDockerfile, startRun } from "./inside.fixture";

const { docker, facts } = testSandbox();
const images = testImages(docker);
let database: Database;
let builds: TestBuilds;

/** Something outside, where the engine can see it, that nobody inside may read or remove. */
const outside = join(realHome, `outside-${randomUUID()}`);
const secret = randomUUID();

beforeAll(async () => {
  mkdirSync(join(outside, "empty"), { recursive: true, mode: 0o777 });
  writeFileSync(join(outside, "secret"), secret);
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  rmSync(outside, { recursive: true, force: true });
  await builds.end();
  await database.close();
  await images.removeAll();
});

const said = async (dockerfile: string, files?: Record<string, string>) =>
  (await inDockerfile(builds, dockerfile, files)).text;

/** Fingerprints of the engine's own programs. */
function programs(): string[] {
  const { cli } = JSON.parse(readFileSync(join(realHome, "sandbox.json"), "utf8"));
  return ["runc", "dockerd", "containerd"].map((name) =>
    createHash("sha256")
      .update(readFileSync(join(cli, name)))
      .digest("hex"),
  );
}

// Doors that were once open in container engines. https://github.com/opencontainers/runc/security/advisories,
// https://github.com/moby/buildkit/security/advisories
describe.skipIf(!facts.walls.userns)("an old door is closed:", () => {
  const descriptors = Array.from({ length: 18 }, (_, n) => n + 3);
  /** Reads the secret from wherever it stands, as far up as there is anything. */
  const read = `for up in . .. ../.. ../../.. ../../../.. ../../../../.. ../../../../../.. /proc/1/root; do cat $up${outside}/secret; done 2>/dev/null`;

  test.each(descriptors)("WORKDIR /proc/self/fd/%i of a build leads nowhere", async (n) => {
    const text = await said(
      `FROM node:24-alpine\nWORKDIR /proc/self/fd/${n}\nRUN : ${randomUUID()}; ${read}; true`,
    );
    expect(text).not.toContain(secret);
  });

  test("a link to such a place leads nowhere either", async () => {
    for (const n of [7, 8, 9]) {
      const text = await said(
        `FROM node:24-alpine\nRUN ln -s /proc/self/fd/${n} /leak\nWORKDIR /leak\nRUN : ${randomUUID()}; ${read}; true`,
      );
      expect(text).not.toContain(secret);
    }
  });

  test.each(descriptors)("WORKDIR /proc/self/fd/%i of a run leads nowhere", async (n) => {
    const script = `
        const fs = require("fs");
        for (let up = "."; up.length < 40; up += "/..") {
          try { console.log(fs.readFileSync(up + "${outside}/secret", "utf8")); } catch {}
        }`;
    const started = await startRun(images, script, `WORKDIR /proc/self/fd/${n}`).catch(
      (error: Error) => error,
    );
    if (started instanceof Error) return expect(started.message).not.toContain(secret);
    await started.container.ended;
    await started.container.remove();
    expect(started.text()).not.toContain(secret);
  });

  test("a program that is /proc/self/exe overwrites none of the engine's", async () => {
    const before = programs();
    const files = { exe: "#!/proc/self/exe\n" };
    await said('FROM node:24-alpine\nCOPY --chmod=755 exe /exe\nRUN ["/exe"]', files);
    await said('FROM node:24-alpine\nSHELL ["/proc/self/exe", "init"]\nRUN true');
    const overwrite =
      "for pid in /proc/[0-9]*; do (echo '#!/bin/sh' >$pid/exe) 2>/dev/null && echo wrote $pid; done; true";
    const text = await said(`FROM node:24-alpine\nRUN : ${randomUUID()}; ${overwrite}`);
    expect(text).not.toContain("wrote");
    expect(programs()).toEqual(before);
  });

  test("a link in a cache mount that is swapped meanwhile mounts nothing of the host", async () => {
    const cache = `--mount=type=cache,id=${randomUUID()},sharing=shared`;
    const swap = `
        const { mkdirSync, symlinkSync, renameSync } = require("fs");
        process.chdir("/c"); mkdirSync("folder"); symlinkSync("/", "link"); console.log("swapping");
        for (const end = Date.now() + 60_000; Date.now() < end; ) for (const one of ["folder", "link"]) {
          renameSync(one, "sub"); renameSync("sub", one);
        }`;
    const files = {
      Dockerfile: `FROM node:24-alpine\nCOPY swap.js /\nRUN ${cache},target=/c node /swap.js`,
      "swap.js": swap,
    };
    const swapping = await submit(builds, requestOf(files));
    await events(builds, swapping, (event) => event.type === "log");
    for (let n = 0; n < 20; n++) {
      const look = `RUN ${cache},target=/m,source=sub : ${randomUUID()}; cat /m${outside}/secret; ls /m`;
      expect(await said(`FROM node:24-alpine\n${look}`)).not.toContain(secret);
    }
    await builds.cancel(swapping, "ann");
    await events(builds, swapping);
    // And one that stays, so that no race has to be won.
    const text = await said(
      `FROM node:24-alpine\nRUN ${cache},target=/c rm -rf /c/sub; ln -s / /c/sub\nRUN ${cache},target=/m,source=sub cat /m${outside}/secret; true`,
    );
    expect(text).not.toContain(secret);
  });

  test("a mount's target that becomes a link removes nothing of the host", async () => {
    for (const type of ["tmpfs", "cache", "bind"]) {
      await said(
        `FROM node:24-alpine\nRUN --mount=type=${type},target=/a/empty : ${randomUUID()}; mv /a /b; ln -s ${outside} /a; ls /a`,
      );
    }
    expect(existsSync(join(outside, "empty"))).toBe(true);
  });
});
