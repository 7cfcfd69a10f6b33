import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build as buildSchema } from "@/domain/build/build";
import { type BuildEvent, buildEvent } from "@/domain/build/events";
import { stageLooks } from "@/domain/build/stage-look";
import { health } from "@/domain/health";
import { imageAnalysis } from "@/domain/image/analysis";
import { imageFiles } from "@/domain/image/files";
import { limits } from "@/domain/limits";
import { problem } from "@/domain/problem";
import { sandboxView } from "@/domain/sandbox/view";
import { caller } from "../caller.fixture";
import { GET as getHealth } from "../health/route";
import { GET as getLessons } from "../lessons/route";
import { GET as getLimits } from "../limits/route";
import { GET as getMetrics } from "../metrics/route";
import { readyRuntime } from "../runtime.fixture";
import { GET as getSandboxEvents } from "../sandbox/events/route";
import { GET as getSandbox } from "../sandbox/route";
import { GET as getAnalysis } from "./[id]/analysis/route";
import { GET as getEvents } from "./[id]/events/route";
import { GET as getFiles } from "./[id]/files/route";
import { DELETE as deleteBuild, GET as getBuild } from "./[id]/route";
import { GET as getStageFiles } from "./[id]/stages/[stage]/files/route";
import { GET as getStages } from "./[id]/stages/route";
import { POST as postBuild } from "./route";

const submitted: string[] = [];

let own: Awaited<ReturnType<typeof readyRuntime>>;
beforeAll(async () => {
  own = await readyRuntime();
});
afterAll(() => own.close(submitted));

const ann = caller();
const bob = caller();
const post = (body: unknown, by = ann) => by("POST", postBuild, { body });
const of = (dockerfile: string, more: object = {}) => ({
  files: { Dockerfile: dockerfile },
  ...more,
});

async function submit(body: unknown, by = ann): Promise<string> {
  const response = await post(body, by);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  submitted.push(id);
  expect(response.headers.get("location")).toBe(`/api/builds/${id}`);
  return id;
}

async function events(response: Response): Promise<BuildEvent[]> {
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const blocks = (await response.text()).split("\n\n").filter((block) => block.startsWith("id:"));
  return blocks.map((block) => {
    const [id, data] = block.split("\n");
    const event = buildEvent.parse(JSON.parse(data?.replace("data: ", "") ?? ""));
    expect(id).toBe(`id: ${event.seq}`);
    return event;
  });
}

describe("a build", () => {
  test("is queued, followed to its end, and read", async () => {
    const id = await submit(of("FROM node:14-alpine\nRUN echo hello\n"));
    const all = await events(await ann("GET", getEvents, { id }));
    expect(all[0]).toMatchObject({ seq: 1, build: id, type: "queued" });
    expect(all.at(-1)).toMatchObject({ type: "finished" });
    const read = buildSchema.parse(await (await ann("GET", getBuild, { id })).json());
    expect(read).toMatchObject({ id, status: "finished", result: { totalSteps: 1 } });
  });

  test("is replayed after any event, by header or by query, and 204 when there is no more", async () => {
    const id = await submit(of("FROM node:14-alpine\nRUN echo again\n"));
    const all = await events(await ann("GET", getEvents, { id }));
    const since = (seq: number) =>
      ann("GET", getEvents, { id, headers: { "last-event-id": `${seq}` } });
    expect(await events(await since(3))).toEqual(all.slice(3));
    expect(await events(await ann("GET", getEvents, { id, query: "?after=3" }))).toEqual(
      all.slice(3),
    );
    expect(await events(await ann("GET", getEvents, { id, query: "?after=-1e9x" }))).toEqual(all);
    expect((await since(all.length)).status).toBe(204);
    await expect
      .poll(async () => (await events(await ann("GET", getEvents, { id }))).length)
      .toBe(all.length);
  });

  test("goes on without its readers, who may come back", async () => {
    const id = await submit(
      of(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 1; echo late\n`),
    );
    const first = await ann("GET", getEvents, { id });
    const reader = first.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const all = await events(await ann("GET", getEvents, { id }));
    expect(all).toContainEqual(expect.objectContaining({ type: "log", text: "late\n" }));
    expect(all.at(-1)).toMatchObject({ type: "finished" });
  });

  test("is canceled, as often as one likes", async () => {
    const id = await submit(of(`FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep 60\n`));
    expect((await ann("DELETE", deleteBuild, { id })).status).toBe(202);
    const all = await events(await ann("GET", getEvents, { id }));
    expect(all.at(-1)).toMatchObject({ type: "canceled", by: "learner" });
    expect((await ann("DELETE", deleteBuild, { id })).status).toBe(202);
  });

  test("is nobody else's", async () => {
    const id = await submit(of("FROM node:14-alpine\n"));
    await events(await ann("GET", getEvents, { id }));
    await post(of("FROM node:14-alpine\n"), bob);
    for (const by of [bob, caller()]) {
      for (const [method, route] of [
        ["GET", getBuild],
        ["GET", getEvents],
        ["DELETE", deleteBuild],
      ] as const) {
        const response = await by(method, route, { id });
        expect(response.status).toBe(404);
        expect(problem.parse(await response.json()).kind).toBe("not-found");
      }
    }
    expect((await ann("GET", getBuild, { id: "nonsense" })).status).toBe(404);
  });
});

describe("an image's files", () => {
  const files = async (id: string, query: string, by = ann) => by("GET", getFiles, { id, query });
  const dockerfile = `FROM node:14-alpine
WORKDIR /app
COPY a.txt .
RUN echo more >> a.txt && echo new > b.txt && rm /etc/passwd
`;

  test("are listed by folder, with the layer that touched them last and how", async () => {
    const id = await submit({ files: { Dockerfile: dockerfile, "a.txt": "12345" } });
    const last = (await events(await ann("GET", getEvents, { id }))).at(-1);
    const top = last?.type === "finished" ? last.result.image.layers.length - 1 : 0;
    const listed = async (query: string) =>
      imageFiles.parse(await (await files(id, query)).json()).entries;

    expect(await listed("?path=/app")).toEqual([
      { path: "/app/a.txt", type: "file", bytes: 10, mode: 0o644, layer: top, change: "modified" },
      { path: "/app/b.txt", type: "file", bytes: 4, mode: 0o644, layer: top, change: "added" },
    ]);
    expect(await listed(`?path=/app/&layer=${top - 1}`)).toEqual([
      { path: "/app/a.txt", type: "file", bytes: 5, mode: 0o644, layer: top - 1, change: "added" },
    ]);
    expect(await listed("?path=/etc")).toContainEqual(
      expect.objectContaining({ path: "/etc/passwd", change: "deleted" }),
    );
    expect((await listed("")).map(({ path }) => path)).toContain("/app");

    expect((await files(id, "?path=/nope")).status).toBe(404);
    expect((await files(id, "?path=app")).status).toBe(400);
    expect((await files(id, "?layer=999")).status).toBe(400);
    expect((await files(id, "?path=/app", bob)).status).toBe(404);
  });

  test("are not there where the build failed", async () => {
    const id = await submit(of("FROM node:14-alpine\nRUN exit 1\n"));
    await events(await ann("GET", getEvents, { id }));
    expect((await files(id, "?path=/")).status).toBe(409);
  });
});

describe("an image's analysis", () => {
  const analysis = (id: string, by = ann) => by("GET", getAnalysis, { id });
  const dockerfile = `FROM node:14-alpine
COPY a.txt /app/
RUN ln /app/a.txt /app/b.txt && rm /etc/passwd
`;

  test("names what each layer holds and the three sizes, and the build has the compressed one then", async () => {
    const id = await submit({ files: { Dockerfile: dockerfile, "a.txt": randomUUID() } });
    const last = (await events(await ann("GET", getEvents, { id }))).at(-1);
    if (last?.type !== "finished") throw new Error(JSON.stringify(last));
    const { image } = last.result;

    const asked = async () => imageAnalysis.parse(await (await analysis(id)).json());
    const first = await asked();
    expect(first).toMatchObject({ unpackedBytes: image.unpackedBytes, uniqueBytes: 36 * 2 });
    expect(first.layers.map(({ diffId }) => diffId)).toEqual(
      image.layers.map(({ diffId }) => diffId),
    );
    expect(first.layers.slice(-2).map(({ files }) => files)).toEqual([1, 2]);
    const top = image.layers.length - 1;
    expect(first.wasted.entries).toContainEqual(
      expect.objectContaining({ path: "/etc/passwd", hiddenBy: top }),
    );

    await expect.poll(asked, { timeout: 60_000 }).toHaveProperty("compressedBytes");
    const { compressedBytes = 0, layers } = await asked();
    expect(compressedBytes).toBe(layers.reduce((sum, one) => sum + (one.compressedBytes ?? 0), 0));
    expect(compressedBytes).toBeLessThan(image.unpackedBytes);
    const weighed = buildSchema.parse(await (await ann("GET", getBuild, { id })).json());
    expect(weighed.result?.image).toEqual({ ...image, compressedBytes });
  });

  test("is its learner's, and needs an image", async () => {
    const failed = await submit(of("FROM node:14-alpine\nRUN exit 1\n"));
    await events(await ann("GET", getEvents, { id: failed }));
    expect((await analysis(failed)).status).toBe(409);
    expect((await analysis(failed, bob)).status).toBe(404);
    expect((await analysis("nonsense")).status).toBe(404);
  });
});

describe("what can't be built is answered at once:", () => {
  const many = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, text]));
  const ok = "FROM node:14-alpine\n";

  test.each([
    ["no JSON", "{", 400, "malformed", {}],
    ["no files", {}, 400, "malformed", {}],
    ["a field too many", of(ok, { x: 1 }), 400, "malformed", {}],
    ["an argument's name", of(ok, { buildArgs: { "a b": "" } }), 400, "malformed", {}],
    ["a path outside", { files: { Dockerfile: ok, "../x": "" } }, 422, "path", {}],
    ["an absolute path", { files: { Dockerfile: ok, "/x": "" } }, 422, "path", {}],
    [
      "too many files",
      { files: { Dockerfile: ok, ...many(200, "") } },
      413,
      "limit",
      { limit: { name: "contextFiles", value: 200, unit: "count" } },
    ],
    [
      "a large file",
      { files: { Dockerfile: ok, a: "x".repeat(limits.fileBytes.value + 1) } },
      413,
      "limit",
      { limit: { name: "fileBytes" } },
    ],
    [
      "a large context",
      { files: { Dockerfile: ok, ...many(5, "x".repeat(500_000)) } },
      413,
      "limit",
      { limit: { name: "contextBytes", value: limits.contextBytes.value } },
    ],
    [
      "a huge context",
      { files: many(20, "x".repeat(500_000)) },
      413,
      "limit",
      { limit: { name: "contextBytes", value: limits.contextBytes.value } },
    ],
    ["no Dockerfile", { files: { a: "" } }, 422, "dockerfile", {}],
    ["an empty Dockerfile", of(""), 422, "dockerfile", {}],
    ["an instruction that is none", of(`${ok}RUNN x`), 422, "dockerfile", { line: 2 }],
    ["an unknown target", of(ok, { target: "x" }), 422, "dockerfile", {}],
    ["an image that is not there", of("FROM python:3"), 422, "refused", { line: 1 }],
    ["a frontend that is not there", of(`# syntax=a/b\n${ok}`), 422, "refused", { line: 1 }],
    [
      "an argument that steers BuildKit",
      of(ok, { buildArgs: { BUILDKIT_SYNTAX: "a/b" } }),
      422,
      "refused",
      {},
    ],
  ])("%s", async (_, body, status, kind, more) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const told = problem.parse(await response.json());
    expect(told).toMatchObject({ status, kind, ...more });
    expect(told.detail).toMatch(/[.!?]$/);
  });

  test("another origin's page", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    const response = await ann("POST", postBuild, { body: of(ok), headers });
    expect(response.status).toBe(403);
    expect(problem.parse(await response.json()).kind).toBe("cross-origin");
  });

  test("an eleventh build at once", async () => {
    const eve = caller();
    const body = () => of(`${ok}RUN echo ${randomUUID()}; sleep 60`);
    const ids = [await submit(body(), eve)];
    ids.push(...(await Promise.all(Array.from({ length: 9 }, () => submit(body(), eve)))));
    const response = await post(body(), eve);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problem.parse(await response.json())).toMatchObject({
      kind: "busy",
      limit: { name: "queuedBuilds", value: 10, unit: "count" },
    });
    await Promise.all(ids.map((id) => eve("DELETE", deleteBuild, { id })));
  });
});

describe("the stages that were thrown away", () => {
  const files = (id: string, stage: string, query = "", by = ann) =>
    by("GET", getStageFiles, { id, stage, query });
  const twoStages = `FROM node:14-alpine AS builder
RUN echo built > /built
FROM node:14-alpine
COPY --from=builder /built /
`;

  test("are told to be waited for until they are built again, then weighed and listed", async () => {
    const id = await submit(of(twoStages));
    await events(await ann("GET", getEvents, { id }));
    const first = await files(id, "builder");
    expect([first.status, first.headers.get("retry-after")]).toEqual([202, "1"]);
    const status = async () => (await files(id, "builder")).status;
    await expect.poll(status, { timeout: 60_000 }).toBe(200);
    const { entries } = imageFiles.parse(await (await files(id, "builder", "?path=/")).json());
    expect(entries).toContainEqual(expect.objectContaining({ path: "/built", bytes: 6 }));

    const weighed = await ann("GET", getStages, { id });
    expect(weighed.headers.get("cache-control")).toBe("no-store");
    const { stages } = stageLooks.parse(await weighed.json());
    expect(stages).toMatchObject([{ index: 0, name: "builder", state: "measured" }]);

    expect((await files(id, "final")).status).toBe(404);
    expect((await files(id, "builder", "?path=/nope")).status).toBe(404);
    expect((await files(id, "builder", "?path=nope")).status).toBe(400);
    expect((await files(id, "builder", "", bob)).status).toBe(404);
    expect((await bob("GET", getStages, { id })).status).toBe(404);
  });
});

describe("operations", () => {
  test("health names every part", async () => {
    const response = await ann("GET", getHealth);
    expect(health.parse(await response.json())).toMatchObject({
      ok: true,
      parts: {
        engine: { ok: true },
        storage: { ok: true },
        disk: { ok: true },
        queue: { ok: true },
      },
    });
    expect(response.status).toBe(200);
  });

  test("limits are the ones that hold", async () => {
    expect(await (await ann("GET", getLimits)).json()).toEqual(limits);
  });

  test("lessons are listed", async () => {
    const lessons = (await (await ann("GET", getLessons)).json()) as { steps: unknown[] }[];
    expect(lessons[0]?.steps.length).toBeGreaterThan(0);
  });

  test("metrics count builds", async () => {
    const text = await (await ann("GET", getMetrics)).text();
    expect(text).toMatch(/^stagecraft_builds_ended_total\{status="finished"\} [1-9]/m);
  });

  test("the sandbox is shown, named to a newcomer, and followed", async () => {
    const response = await caller()("GET", getSandbox);
    expect(response.headers.get("set-cookie")).toMatch(/HttpOnly/);
    const view = sandboxView.parse(await response.json());
    expect(view.baseImages?.map(({ ref }) => ref)).toContain("node:14");
    expect(JSON.stringify(view)).not.toMatch(/\.sock|cgroup/);

    const reader = (await ann("GET", getSandboxEvents)).body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toBe(": hello\n\n");
    expect(await read()).toContain('"state":"ready"');
    await reader?.cancel();
  });
});
