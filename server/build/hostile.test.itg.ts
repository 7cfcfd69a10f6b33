import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildEvent } from "@/domain/build/events";
import type { Failure } from "@/domain/build/failure";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  only,
  realHome,
  requestOf,
  seed,
  type TestBuilds,
  testBuilds,
} from "./fixture";

const MiB = 1024 ** 2;
// Lower than in service, so that the suite takes minutes; what stops an attack is the same. Which of time
// and processor time one meets first depends on what else the machine does.
const ceilings = {
  buildTime: 10_000,
  buildCpuTime: 3_500,
  buildDisk: 300 * MiB,
  buildFiles: 20_000,
  buildLog: 100_000,
  imageBytes: 1150 * MiB,
};

const folder = fileURLToPath(new URL("../../sandbox/hostile", import.meta.url));
const attacks = readdirSync(folder)
  .filter((file) => file.endsWith(".Dockerfile"))
  .map((file) => {
    const text = readFileSync(`${folder}/${file}`, "utf8");
    const expected = /^# expect: (.+)$/m.exec(text)?.[1] ?? "";
    return {
      name: file.replace(".Dockerfile", ""),
      what: /^# attack: (.+)$/m.exec(text)?.[1] ?? "",
      verdicts: expected.split("|").map((verdict) => verdict.replace("limit ", "")),
      dockerfile: text,
    };
  });

let database: Database;
let builds: TestBuilds;
const alone: number[] = [];
const neighbour = {
  durations: [] as number[],
  failures: [] as unknown[],
  leaving: false,
  done: Promise.resolve(),
};
const report: { name: string; verdict: string; ms: number; slowdown: number | null }[] = [];

beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome, { ceilings });
  await tutorial();
  for (let round = 0; round < 5; round += 1) alone.push((await tutorial()).ms);
  neighbour.done = keepBuilding();
});
afterAll(async () => {
  neighbour.leaving = true;
  await neighbour.done;
  await builds.end();
  await database.close();
  tell();
});

/** The tutorial's multi-stage image, with an edit that nobody has built before. */
async function tutorial() {
  const began = performance.now();
  const files = { ...seed, "index.js": `${seed["index.js"]}// ${randomUUID()}\n` };
  const last = await endOf(builds, requestOf(files), "neighbour");
  return { last, ms: performance.now() - began };
}

async function keepBuilding() {
  while (!neighbour.leaving) {
    const { last, ms } = await tutorial();
    neighbour.durations.push(ms);
    if (last?.type !== "finished") neighbour.failures.push(last);
    // A learner reads, too; and the attack needs something of two processors.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** What came of an attack, in one word, and whether it was explained. */
async function attack(
  dockerfile: string,
): Promise<{ verdict: string; failure?: Pick<Failure, "message" | "line"> }> {
  const outcome = await builds.submit("attacker", only(dockerfile, { noCache: true }));
  if (!outcome.ok) {
    const { kind, detail: message, line } = outcome.fault;
    return { verdict: kind, failure: { message, ...(line ? { line } : {}) } };
  }
  const read = await events(builds, outcome.value.id, undefined, "attacker");
  const last = read.at(-1);
  const log = read.map((event: BuildEvent) => (event.type === "log" ? event.text : "")).join("");
  if (/^BROKEN/m.test(log)) return { verdict: `broken: ${/^BROKEN.*/m.exec(log)?.[0]}` };
  if (last?.type === "finished") return { verdict: /^HELD$/m.test(log) ? "held" : "finished" };
  if (last?.type !== "failed") return { verdict: last?.type ?? "nothing" };
  const { failure } = last;
  return { verdict: failure.limit?.name ?? failure.kind, failure };
}

describe("the red team's files", () => {
  test("are at least sixty, each with a header", () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    for (const { what, verdicts } of attacks) {
      expect(what).not.toBe("");
      expect(verdicts[0]).not.toBe("");
    }
  });

  test.each(attacks)("$name: $what", async ({ name, verdicts, dockerfile }) => {
    const [from, failed] = [neighbour.durations.length, neighbour.failures.length];
    const began = performance.now();
    const { verdict, failure } = await attack(dockerfile);
    const ms = performance.now() - began;
    const during = neighbour.durations.slice(from);
    const slowdown = during.length > 0 ? median(during) / median(alone) : null;
    report.push({ name, verdict, ms, slowdown });
    expect(verdicts).toContain(verdict);
    if (failure) expect(failure.message.length).toBeGreaterThan(10);
    if (verdict === "refused") expect(failure?.line).toBeGreaterThan(0);
    expect(neighbour.failures.slice(failed)).toEqual([]);
  });

  test("leave the neighbour with every build finished", () => {
    expect(neighbour.durations.length).toBeGreaterThan(10);
    expect(neighbour.failures).toEqual([]);
    expect(builds.complaints).toEqual([]);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Leaves the report where a person finds it: a line an attack, and what the neighbour noticed. */
function tell() {
  const times = (factor: number | null) => (factor === null ? "" : `${factor.toFixed(2)}×`);
  const lines = report.map(
    ({ name, verdict, ms, slowdown }) =>
      `| ${name} | ${verdict} | ${(ms / 1000).toFixed(1)} s | ${times(slowdown)} |`,
  );
  const whole = `The neighbour's median beside all of it: ${times(median(neighbour.durations) / median(alone))} of ${median(alone).toFixed(0)} ms alone, in ${neighbour.durations.length} builds.`;
  mkdirSync("test-results", { recursive: true });
  const head = ["| attack | verdict | until its end | neighbour |", "|---|---|---|---|"];
  writeFileSync("test-results/hostile.md", [...head, ...lines, "", whole, ""].join("\n"));
}
