import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
import type { LimitName } from "@/domain/limits";
import { engineAt } from "@/server/run/engine";
import { readMeter } from "@/server/sandbox/meter";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  only,
  realFacts,
  realHome,
  requestOf,
  submit,
  type TestBuilds,
  testBuilds,
} from "./fixture";
import { labels } from "./isolation";

const MiB = 1024 ** 2;
const ceilings = {
  buildTime: 10_000,
  buildLog: 20_000,
  buildDisk: 200 * MiB,
  buildFiles: 20_000,
  buildOpenFiles: 2_000,
  buildCpuTime: 2_000,
  imageBytes: 190 * MiB,
} as const;

let database: Database;
let builds: TestBuilds;
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome, { ceilings });
});
afterAll(async () => {
  await builds.end();
  await database.close();
});

const from = "FROM node:14-alpine";
const run = (command: string) => only(`${from}\nRUN : ${randomUUID()}; ${command}`);
const hungry = `node -e 'const a = []; for (;;) a.push(Buffer.alloc(1 << 26, 1))'`;
const [slot] = realFacts().slots;

/** Builds beside a neighbour, who must not notice, and expects the limit's name, value and unit. */
async function meets(
  name: LimitName,
  dockerfile: ReturnType<typeof only>,
  value: number | undefined = ceilings[name as keyof typeof ceilings],
) {
  const [read, neighbour] = await Promise.all([
    submit(builds, dockerfile).then((id) => events(builds, id)),
    endOf(builds, run("node -e 'setTimeout(() => {}, 2000)'"), "neighbour"),
  ]);
  expect(read.at(-1)).toMatchObject({
    type: "failed",
    failure: { kind: "limit", limit: { name, value, unit: expect.any(String) } },
  });
  expect(neighbour).toMatchObject({ type: "finished" });
  return read;
}
const lineOf = (read: readonly BuildEvent[]) => {
  const last = read.at(-1);
  return last?.type === "failed" ? last.failure.line : undefined;
};

describe("a build is stopped, with the limit's name and value, its neighbour untouched, when it meets", () => {
  test("its time", async () => {
    const read = await meets("buildTime", run("sleep 60"));
    expect(lineOf(read)).toBe(2);
    const warning = read.findIndex((event) => event.type === "warning");
    expect(read[warning]).toMatchObject({
      rule: "buildTime",
      message: expect.stringMatching(/2 s left/),
    });
  });

  test("its log, and what it said last is kept", async () => {
    const read = await meets("buildLog", run("yes 0123456789 | head -c 500000; sleep 9"));
    const last = read.at(-1);
    expect(last?.type === "failed" && last.failure.logTail.at(-2)).toBe("0123456789");
    expect(lineOf(read)).toBe(2);
  });

  test("its memory", async () => {
    const read = await meets("buildMemory", run(hungry), slot?.memoryBytes);
    expect(lineOf(read)).toBe(2);
  });

  test("its memory, though it goes on as if nothing had happened", async () => {
    await meets("buildMemory", run(`${hungry} || true`), slot?.memoryBytes);
    await meets("buildMemory", run(`${hungry}; sleep 60`), slot?.memoryBytes);
  });

  test("its processes", async () => {
    const bomb = "bomb() { bomb | bomb & }; bomb; sleep 60";
    await meets("buildProcesses", run(bomb), slot?.processes);
  });

  test("its processor time", async () => {
    await meets("buildCpuTime", run("while :; do :; done"));
  });

  test("its disk by one big file", async () => {
    expect(lineOf(await meets("buildDisk", run("dd if=/dev/zero of=/big bs=1M count=9000")))).toBe(
      2,
    );
  });

  test("its disk by one big file that is removed while it is written", async () => {
    await meets("buildDisk", run("exec 3>/big; rm /big; dd if=/dev/zero bs=1M count=9000 >&3"));
  });

  test("its disk by layer on layer", async () => {
    const layers = Array.from(
      { length: 9 },
      (_, n) => `RUN dd if=/dev/zero of=/f${n} bs=1M count=40`,
    );
    await meets("buildDisk", only([from, `RUN : ${randomUUID()}`, ...layers].join("\n")));
  });

  test("its disk by a cache mount", async () => {
    const [, command] =
      run("dd if=/dev/zero of=/fill/big bs=1M count=9000").files.Dockerfile?.split("RUN") ?? [];
    await meets("buildDisk", only(`${from}\nRUN --mount=type=cache,target=/fill ${command}`));
  });

  test("its disk by a bind mount that it may write to", async () => {
    const command = `: ${randomUUID()}; dd if=/dev/zero of=/b/big bs=1M count=9000`;
    const mount = "--mount=type=bind,from=stage,target=/b,rw";
    await meets("buildDisk", only(`${from} AS stage\n${from}\nRUN ${mount} ${command}`));
  });

  test("its disk by COPY, which the engine does itself", async () => {
    const copies = Array.from({ length: 9 }, (_, n) => `COPY --from=node:14 /usr /x${n}`);
    const read = await meets(
      "buildDisk",
      only([from, `RUN : ${randomUUID()}`, ...copies].join("\n")),
    );
    expect(lineOf(read)).toBeGreaterThan(2);
  });

  test("its files", async () => {
    await meets(
      "buildFiles",
      run("mkdir /d && cd /d && i=0; while [ $i -lt 90000 ]; do : >f$i; i=$((i+1)); done"),
    );
  });

  test("its open files", async () => {
    const many = `node -e 'const fs = require("fs"); for (let i = 0; i < 3000; i++) fs.openSync("/etc/passwd"); setTimeout(() => {}, 60000)'`;
    await meets("buildOpenFiles", run(many));
  });

  test("the size of an image, which is gone then", async () => {
    const id = await submit(builds, run("dd if=/dev/zero of=/f bs=1M count=100"));
    const { imageBytes: value } = ceilings;
    expect((await events(builds, id)).at(-1)).toMatchObject({
      type: "failed",
      failure: { kind: "limit", limit: { name: "imageBytes", value, unit: "bytes" } },
    });
    const docker = engineAt(realFacts().dockerHost);
    const image = () => docker.listImages({ filters: { label: [`${labels.build}=${id}`] } });
    await expect.poll(image).toEqual([]);
  });
});

test("what a build uses is told while it runs", async () => {
  const read = await events(
    builds,
    await submit(builds, run("dd if=/dev/zero of=/f bs=1M count=60; sleep 3 & sleep 3")),
  );
  expect(read.at(-1)).toMatchObject({ type: "finished" });
  const told = read.flatMap((event) => (event.type === "usage" ? event : []));
  const most = (key: "diskBytes" | "processes" | "cpuMs" | "memoryBytes") =>
    Math.max(...told.map((event) => event[key]));
  expect(most("diskBytes")).toBeGreaterThanOrEqual(60 * MiB);
  expect(most("diskBytes")).toBeLessThan(70 * MiB);
  expect(most("processes")).toBeGreaterThanOrEqual(2);
  expect(most("cpuMs")).toBeGreaterThan(0);
  expect(most("memoryBytes")).toBeGreaterThan(0);
});

test("who ends like a killed process is not out of memory", async () => {
  expect(await endOf(builds, run("node -e 'process.exit(137)'"))).toMatchObject({
    type: "failed",
    failure: { kind: "instruction", message: expect.stringMatching(/exit code 137/) },
  });
});

test("who writes more than the memory holds is not out of memory", async () => {
  // Of its own: two that share a queue take each other's builds.
  const own = await openDatabase();
  const roomy = await testBuilds(own, realHome);
  expect(await endOf(roomy, run("dd if=/dev/zero of=/f bs=1M count=1300"))).toMatchObject({
    type: "finished",
  });
  await roomy.end();
  await own.close();
});

test("two learners who share the instruction that meets a limit both hear of it", async () => {
  const shared = run(`sleep 1; ${hungry}`);
  const both = await Promise.all(["ann", "bob"].map((learner) => endOf(builds, shared, learner)));
  for (const last of both) {
    expect(last).toMatchObject({ failure: { kind: "limit", limit: { name: "buildMemory" } } });
  }
});

test("an instruction that a build shared and left counts for who still wants it", async () => {
  const shared = run("sleep 1; dd if=/dev/zero of=/big bs=1M count=9000");
  const running = (event: BuildEvent) =>
    event.type === "vertex" && event.state === "running" && /dd/.test(event.instruction);
  const first = await submit(builds, shared, "ann");
  const second = await submit(builds, shared, "bob");
  await events(builds, first, running, "ann");
  await events(builds, second, running, "bob");
  await builds.cancel(first, "ann");
  expect((await events(builds, second, undefined, "bob")).at(-1)).toMatchObject({
    failure: { kind: "limit", limit: { name: "buildDisk" } },
  });
});

test("the space of a build that filled its disk comes back", async () => {
  const used = async () => (await readMeter(realFacts().meterSocket ?? "")).disk.usedBytes;
  const before = await used();
  const layers = Array.from(
    { length: 5 },
    (_, n) => `RUN dd if=/dev/zero of=/f${n} bs=1M count=45`,
  );
  const request = requestOf({ Dockerfile: [from, `RUN : ${randomUUID()}`, ...layers].join("\n") });
  expect(await endOf(builds, request)).toMatchObject({
    failure: { limit: { name: "buildDisk" } },
  });
  await expect.poll(used, { timeout: 30_000 }).toBeLessThan(before + 20 * MiB);
});
