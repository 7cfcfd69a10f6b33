import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { limitNamed } from "@/domain/limits";
import { ownerLabel } from "@/domain/run/container";
import { localPreviewPattern, previewOrigins } from "@/domain/run/preview";
import { containersOn } from "./containers";
import { testImages, testSandbox } from "./fixture";
import { openRuns, type Runs, type RunsOptions } from "./runs";
import { openRunService } from "./service";

const { docker, facts } = testSandbox();
const images = testImages(docker);
const owner = `runs.test ${randomBytes(4).toString("hex")}`;
const origins = previewOrigins(localPreviewPattern(3001));
const opened: Runs[] = [];
const patient = { timeout: 20_000 };

function open(options: Partial<RunsOptions> = {}): Runs {
  const containers = containersOn(docker, facts);
  const runs = openRuns({ containers: () => containers, previews: origins, owner, ...options });
  opened.push(runs);
  return runs;
}

async function start(runs: Runs, image: string, learner = "ann") {
  const outcome = await runs.start({ learner, build: "b", image });
  if (!outcome.ok) throw new Error(outcome.why);
  const { id } = outcome.run;
  const now = () => runs.get(id, learner);
  return {
    id,
    now,
    reaches: (state: string) => expect.poll(() => now()?.state, patient).toBe(state),
  };
}

const containersLeft = () =>
  docker.listContainers({ all: true, filters: { label: [ownerLabel(owner)] } });

const server = (text: string) =>
  `require("http").createServer((_, to) => to.end(${JSON.stringify(text)})).listen(8080, () => console.log("up"))`;

afterEach(async () => {
  await Promise.all(opened.splice(0).map((runs) => runs.close()));
  expect(await containersLeft()).toEqual([]);
});
afterAll(() => images.removeAll());

test("an app is seen at its own address, at the port that it exposes", async () => {
  const service = await openRunService({
    engine: () => ({ docker, facts }),
    owner,
    now: Date.now,
    preview: { port: 0, host: "127.0.0.1" },
  });
  const { runs } = service;
  const run = await start(runs, await images.make(server("Hello World!"), "EXPOSE 8080"));
  await run.reaches("answering");
  const { host, port } = new URL(run.now()?.previewUrl ?? "");
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      request({ host: "127.0.0.1", port, headers: { host } })
        .on("response", (answer) => resolve(text(answer)))
        .on("error", reject)
        .end();
    });
  expect(await ask()).toBe("Hello World!");
  await runs.stop(run.id, "ann");
  expect(await ask()).toContain("It was stopped.");
  await service.close();
});

test("express 5 on Node 14 shows why it died", async () => {
  const old = testImages(docker, "node:14-alpine");
  // As express 5 does when it is loaded: lib/utils.js → qs → … → Object.hasOwn.
  const image = await old.make('console.log("starting"); Object.hasOwn({}, "a")');
  const run = await start(open(), image);
  await run.reaches("exited");
  expect(run.now()).toMatchObject({ exitCode: 1, outOfMemory: false });
  // Two streams, in whichever order the engine read them.
  expect(run.now()?.logs).toContain("starting\n");
  expect(run.now()?.logs).toContain("TypeError: Object.hasOwn is not a function");
  await old.removeAll();
});

test("a command that is not there ends as with docker run", async () => {
  const run = await start(open(), await images.make("", 'ENTRYPOINT ["nodee"]'));
  expect(run.now()).toMatchObject({ state: "exited", exitCode: 127 });
  expect(run.now()?.logs).toMatch(/executable file not found|finding executable/);
});

test("a user that is not there is told in the engine's words", async () => {
  const run = await start(open(), await images.make("", "USER nobody-here"));
  expect(run.now()?.state).toBe("exited");
  expect(run.now()?.exitCode).not.toBe(0);
  expect(run.now()?.logs).toContain("unable to find user nobody-here");
});

test("a volume that holds the app itself is refused in words: memory takes its place, empty", async () => {
  const run = await start(open(), await images.make("", "VOLUME /usr/local/lib /data"));
  expect(run.now()).toMatchObject({ state: "exited", exitCode: 125 });
  expect(run.now()?.logs).toContain("VOLUME /usr/local/lib holds files of the image");
});

test("an image that is gone is told", async () => {
  const gone = `sha256:${"0".repeat(64)}`;
  const outcome = await open().start({ learner: "ann", build: "b", image: gone });
  expect(outcome).toEqual({ ok: false, why: "no-image" });
});

test("an app that does not listen keeps starting; one that is told to stop ends", async () => {
  const runs = open();
  const script =
    'process.on("SIGTERM", () => {}); console.log("deaf"); setInterval(() => {}, 1000)';
  const run = await start(runs, await images.make(script));
  await expect.poll(() => run.now()?.logs, patient).toBe("deaf\n");
  expect(run.now()?.state).toBe("starting");
  await runs.stop(run.id, "ann");
  expect(await containersLeft()).toEqual([]);
});

test("a third run takes the place of the oldest", async () => {
  const runs = open();
  const image = await images.make(server("x"), "EXPOSE 8080");
  const first = await start(runs, image);
  const second = await start(runs, image);
  const third = await start(runs, image);
  expect(first.now()).toMatchObject({ state: "stopped", stopReason: "replaced" });
  await second.reaches("answering");
  await third.reaches("answering");
  expect(await containersLeft()).toHaveLength(2);
});

test("a run ends with its time", async () => {
  const run = await start(open({ lifetimeMs: 1500 }), await images.make(server("x")));
  await run.reaches("stopped");
  expect(run.now()).toMatchObject({ stopReason: "lifetime", limit: { name: "runTime" } });
  await expect.poll(containersLeft, patient).toEqual([]);
});

test("a run that dies of memory is told the limit by its name", async () => {
  const script = "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))";
  const run = await start(open(), await images.make(script));
  await run.reaches("exited");
  expect(run.now()).toMatchObject({ outOfMemory: true, limit: limitNamed("runMemory") });
});

test("a run ends when nobody visits it, and not before", async () => {
  const runs = open({ idleMs: 1500, sweepMs: 50 });
  const image = await images.make(server("x"), "EXPOSE 8080");
  const looking = new Set<string>();
  const visits = setInterval(() => {
    for (const id of looking) runs.visit(id);
  }, 100);
  const startVisited = async (learner: string) => {
    const run = await start(runs, image, learner);
    looking.add(run.id);
    return run;
  };
  const visited = await startVisited("ann");
  const held = await startVisited("bob");
  await held.reaches("answering");
  // A connection that stays open is a visitor who stays, as a WebSocket's is.
  const connection = await runs.visit(held.id)?.dial();
  looking.delete(held.id);
  const left = await start(runs, image, "eve");
  await left.reaches("stopped");
  expect(left.now()).toMatchObject({ stopReason: "idle", limit: { name: "runIdle" } });
  await visited.reaches("answering");
  expect(held.now()?.state).toBe("answering");
  clearInterval(visits);
  connection?.destroy();
  await visited.reaches("stopped");
  await held.reaches("stopped");
  expect([visited.now()?.stopReason, held.now()?.stopReason]).toEqual(["idle", "idle"]);
  await expect.poll(containersLeft, patient).toEqual([]);
});

describe("a restart of the app", () => {
  test("takes the run on, with its output, and another installation leaves it alone", async () => {
    const image = await images.make(server("x"), "EXPOSE 8080");
    const { id } = await start(open(), image);
    const other = open({ owner: `${owner} other`, sweepMs: 50 });
    const next = open({ sweepMs: 50 });
    await expect.poll(() => next.get(id, "ann")?.state, patient).toBe("answering");
    expect(next.get(id, "ann")?.logs).toBe("up\n");
    expect(other.get(id, "ann")).toBeNull();
    expect(await containersLeft()).toHaveLength(1);
  });

  test("removes what outlived its time", async () => {
    await start(open({ now: () => Date.now() - 3_600_000 }), await images.make(server("x")));
    expect(await containersLeft()).toHaveLength(1);
    open();
    await expect.poll(containersLeft, patient).toEqual([]);
  });
});

test("an app that never stops talking costs neither memory nor the server's attention", async () => {
  const runs = open();
  const script = `
    const line = "y".repeat(1023) + "\\n";
    const talk = () => { while (process.stdout.write(line)); process.stdout.once("drain", talk); };
    talk();`;
  const run = await start(runs, await images.make(script));
  const signal = AbortSignal.timeout(3000);
  let heard = 0;
  let slowest = 0;
  const ticks = setInterval(() => {
    const due = performance.now() + 20;
    setTimeout(() => {
      slowest = Math.max(slowest, performance.now() - due);
    }, 20);
  }, 20);
  for await (const { event, data } of runs.follow(run.id, "ann", 0)?.(signal) ?? []) {
    if (event === "log") heard += data.text.length;
  }
  clearInterval(ticks);
  expect(heard).toBeGreaterThan(100_000);
  expect(heard).toBeLessThan(8_000_000);
  expect(slowest).toBeLessThan(250);
  expect(run.now()?.logs.length).toBeLessThanOrEqual(65_536);
});
