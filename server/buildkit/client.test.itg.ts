import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { client, onBase, output, unseen } from "./engine.fixture";

const buildkit = client();
setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

test("50 builds in a row leak nothing", async () => {
  const caller = new AbortController();
  const { signal } = caller;
  const build = (i: number) =>
    i % 5 === 4
      ? buildkit.solve(onBase("RUN exit 1"), { signal }).catch(() => undefined)
      : buildkit.solve({ ...onBase("COPY . /x"), buildArgs: { I: `${i % 3}` } }, { signal });
  for (let i = 0; i < 10; i++) await build(i);
  const before = resources();
  for (let i = 0; i < 50; i++) await build(i);
  const after = resources();
  expect(buildkit.stats()).toEqual({ connections: 1, sessions: 0 });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  expect(after.handles).toEqual(before.handles);
  // A build that kept its session would keep some 100 kB.
  expect(after.heapBytes - before.heapBytes).toBeLessThan(50 * 20_000);
});

/** What keeps the process alive, sockets and timers, and the live heap. */
function resources() {
  collectGarbage();
  return {
    handles: process.getActiveResourcesInfo().sort(),
    heapBytes: process.memoryUsage().heapUsed,
  };
}

test("eight builds at once do not wait for one another", async () => {
  const builds = Array.from({ length: 8 }, (_, i) =>
    output(buildkit, onBase(`RUN ${unseen(`sleep 2; echo build ${i}`)}`)),
  );
  const told = await Promise.all(builds);
  const vertexes = told.map(({ vertex }) => vertex("RUN"));
  const begun = vertexes.map((vertex) => Date.parse(vertex?.started ?? ""));
  const done = vertexes.map((vertex) => Date.parse(vertex?.completed ?? ""));
  expect(Math.max(...begun)).toBeLessThan(Math.min(...done));
  for (const [i, { log }] of told.entries()) {
    expect(log()).toContain(`build ${i}`);
    expect(log().match(/build \d/g)).toHaveLength(1);
  }
  expect(buildkit.stats()).toEqual({ connections: 1, sessions: 0 });
});

test("the engine tells its version, and what its cache holds", async () => {
  expect(await buildkit.info()).toEqual({ buildkitVersion: expect.stringMatching(/^v/) });
  await buildkit.solve(onBase(`RUN ${unseen("echo kept > /kept")}`));
  const usage = await buildkit.diskUsage();
  expect(usage.length).toBeGreaterThan(0);
  expect(usage.every(({ bytes }) => bytes >= 0)).toBe(true);
});

test("a prune that may keep everything frees nothing", async () => {
  expect(await buildkit.prune({ keepBytes: 2 ** 50 })).toBe(0);
});
