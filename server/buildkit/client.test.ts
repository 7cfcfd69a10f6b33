import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { connectBuildKit, SolveError } from "./client";
import { fakeEngine } from "./fake.fixture";

const request = { files: new Map([["Dockerfile", "FROM scratch"]]), dockerfile: "Dockerfile" };

const started = { vertexes: [{ digest: "sha256:1", name: "[1/1] FROM scratch" }] };
const ended = { vertexes: [{ digest: "sha256:1", name: "the last" }] };

test("a status that comes after the answer still comes before the promise settles", async () => {
  const { buildkit } = await fakeEngine({
    async *status() {
      yield started;
      await sleep(50);
      yield ended;
    },
    solve: () => ({ ExporterResponse: { "containerimage.digest": "sha256:2" } }),
  });
  const names: string[] = [];
  const result = await buildkit.solve(request, {
    onStatus: ({ vertexes }) => names.push(...vertexes.map(({ name }) => name)),
  });
  expect(result.imageId).toBe("sha256:2");
  expect(names).toEqual(["[1/1] FROM scratch", "the last"]);
});

test("the solve is sent when the engine listens for it", async () => {
  const calls: string[] = [];
  const { buildkit } = await fakeEngine({
    async *status() {
      calls.push("status");
      yield started;
    },
    solve: () => {
      calls.push("solve");
      return {};
    },
  });
  await buildkit.solve(request);
  expect(calls).toEqual(["status", "solve"]);
});

test("an error inside a 200 rejects as BuildKit's no", async () => {
  const { buildkit } = await fakeEngine({
    async *status() {},
    solve: () => Promise.reject(new ConnectError("no such stage", Code.Unknown)),
  });
  const failed = buildkit.solve(request);
  await expect(failed).rejects.toBeInstanceOf(SolveError);
  await expect(failed).rejects.toMatchObject({ kind: "solve", message: "no such stage" });
});

test("an engine that cancels what nobody canceled is in trouble", async () => {
  const { buildkit } = await fakeEngine({
    async *status() {},
    solve: () => Promise.reject(new ConnectError("context canceled", Code.Canceled)),
  });
  await expect(buildkit.solve(request)).rejects.toMatchObject({ kind: "engine" });
});

test("a status stream that breaks rejects, whatever becomes of the solve", async () => {
  const { buildkit } = await fakeEngine({
    async *status() {
      yield started;
      throw new ConnectError("stream reset", Code.Unavailable);
    },
    solve: () => new Promise(() => {}),
  });
  await expect(buildkit.solve(request)).rejects.toMatchObject({ kind: "engine" });
});

test("an engine that crashes rejects every build, and nothing stays open", async () => {
  const { buildkit, crash } = await fakeEngine({
    async *status() {
      yield started;
      await new Promise(() => {});
    },
    solve: () => new Promise(() => {}),
  });
  let speaking = 0;
  const builds = [1, 2, 3].map(() => buildkit.solve(request, { onStatus: () => speaking++ }));
  const settled = Promise.allSettled(builds);
  await expect.poll(() => speaking).toBe(3);
  expect(buildkit.stats()).toEqual({ connections: 7, sessions: 3 });
  crash();
  for (const outcome of await settled) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "engine" } });
  }
  expect(buildkit.stats()).toEqual({ connections: 0, sessions: 0 });
});

test("an exception in the caller's own hook comes back as it is", async () => {
  const { buildkit } = await fakeEngine({
    async *status() {
      yield started;
    },
    solve: () => new Promise(() => {}),
  });
  const bug = new TypeError("a bug of the caller");
  const onStatus = () => {
    throw bug;
  };
  await expect(buildkit.solve(request, { onStatus })).rejects.toBe(bug);
});

test("a dial that hangs does not hold up who cancels", async () => {
  const buildkit = connectBuildKit(() => new Promise(() => {}));
  const caller = new AbortController();
  const build = buildkit.solve(request, { signal: caller.signal });
  caller.abort();
  await expect(build).rejects.toMatchObject({ kind: "canceled" });
  expect(buildkit.stats()).toEqual({ connections: 0, sessions: 0 });
});
