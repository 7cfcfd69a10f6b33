import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { connectBuildKit } from "./client";
import { dialer } from "./dial";
import { client, dial, listener, onBase, sandbox, unseen } from "./engine.fixture";

const buildkit = client();
const slow = () => onBase(`RUN ${unseen("echo under way; sleep 60")}`);

/** Resolves when the build says that its instruction runs. */
function underWay() {
  const told = listener();
  let running = () => {};
  const reached = new Promise<void>((resolve) => {
    running = resolve;
  });
  const onStatus: typeof told.onStatus = (status) => {
    told.onStatus(status);
    if (told.log().includes("under way")) running();
  };
  return { ...told, onStatus, reached };
}

/** Processes of this machine that have the word in their command line. */
function processes(word: string): string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(word);
    } catch {
      return false;
    }
  });
}

test("cancel ends the build on the engine", async () => {
  const word = randomUUID();
  const caller = new AbortController();
  const { onStatus, reached, vertex } = underWay();
  const build = buildkit.solve(onBase(`RUN echo under way; sleep 600; : ${word}`), {
    onStatus,
    signal: caller.signal,
  });
  const settled = expect(build).rejects.toMatchObject({ name: "SolveError", kind: "canceled" });
  await reached;
  if (sandbox.walls.slots) expect(processes(word)).not.toHaveLength(0);
  caller.abort();
  await settled;
  expect(processes(word)).toHaveLength(0);
  expect(vertex("RUN echo")?.error).toBeDefined();
});

test("cancel does not wait for the context to arrive", async () => {
  const files = new Map(onBase("COPY . /context").files);
  for (let i = 0; i < 20; i++) files.set(`${i}.bin`, randomBytes(2 * 1024 * 1024));
  for (const afterMs of [5, 50, 100]) {
    const signal = AbortSignal.timeout(afterMs);
    const build = buildkit.solve({ files, dockerfile: "Dockerfile" }, { signal });
    await expect(build).rejects.toMatchObject({ kind: "canceled" });
  }
});

test("a build canceled before it began never reaches the engine", async () => {
  const nobody = connectBuildKit(() => Promise.reject(new Error("dialled")));
  const canceled = nobody.solve(slow(), { signal: AbortSignal.abort() });
  await expect(canceled).rejects.toMatchObject({ kind: "canceled" });
});

test("one build's cancellation leaves its neighbour alone", async () => {
  const caller = new AbortController();
  const { onStatus, reached } = underWay();
  const canceled = buildkit.solve(slow(), { onStatus, signal: caller.signal });
  const neighbour = buildkit.solve(onBase(`RUN ${unseen("sleep 2")}`));
  await reached;
  caller.abort();
  await expect(canceled).rejects.toMatchObject({ kind: "canceled" });
  await expect(neighbour).resolves.toBeDefined();
});

/** A socket in front of the engine, that can be cut. */
async function proxy() {
  const folder = await mkdtemp(join(tmpdir(), "buildkit-"));
  const path = join(folder, "engine.sock");
  const open = new Set<Duplex>();
  const server = createServer(async (near: Socket) => {
    const far = await dial();
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on("error", () => {});
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    dial: dialer(`unix://${path}`),
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    async close() {
      this.cut();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

test("an engine that goes away in the middle rejects, and is found again", async () => {
  const way = await proxy();
  const through = connectBuildKit(way.dial);
  const { onStatus, reached } = underWay();
  const build = through.solve(slow(), { onStatus });
  const settled = expect(build).rejects.toMatchObject({ name: "SolveError", kind: "engine" });
  await reached;
  way.cut();
  await settled;
  expect(through.stats()).toEqual({ connections: 0, sessions: 0 });
  await expect(through.solve(onBase("LABEL found=again"))).resolves.toBeDefined();
  await through.close();
  await way.close();
});

test("closing the client ends its builds and leaves nothing open", async () => {
  const own = connectBuildKit(dial);
  const { onStatus, reached } = underWay();
  const build = own.solve(slow(), { onStatus });
  const settled = expect(build).rejects.toMatchObject({ kind: "engine" });
  await reached;
  await own.close();
  await settled;
  expect(own.stats()).toEqual({ connections: 0, sessions: 0 });
  await expect(own.info()).rejects.toMatchObject({ kind: "engine" });
});

test("an engine that is not there is the engine's trouble", async () => {
  const nobody = connectBuildKit(dialer("unix:///nowhere/docker.sock"));
  await expect(nobody.solve(onBase())).rejects.toMatchObject({ kind: "engine" });
  await expect(nobody.info()).rejects.toMatchObject({ kind: "engine" });
  expect(nobody.stats()).toEqual({ connections: 0, sessions: 0 });
});

test("an instruction may be silent for longer than any timeout of ours", async () => {
  await expect(buildkit.solve(onBase(`RUN ${unseen("sleep 12")}`))).resolves.toBeDefined();
});
