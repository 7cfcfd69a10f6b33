import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build as buildSchema } from "@/domain/build/build";
import { buildHistory } from "@/domain/build/history";
import { buildRecord } from "@/domain/build/record";
import { shared } from "@/domain/build/share";
import { fileDiff } from "@/domain/image/file-diff";
import { limits } from "@/domain/limits";
import { problem } from "@/domain/problem";
import { runtime } from "@/server/runtime";
import { caller } from "../caller.fixture";
import { readyRuntime } from "../runtime.fixture";
import { GET as getChanges } from "./[id]/changes/route";
import { GET as getEvents } from "./[id]/events/route";
import { GET as getRecord } from "./[id]/record/route";
import { GET as getBuild } from "./[id]/route";
import { POST as postShare } from "./[id]/share/route";
import { GET as getBuilds, POST as postBuild } from "./route";

const built: string[] = [];

let own: Awaited<ReturnType<typeof readyRuntime>>;
beforeAll(async () => {
  own = await readyRuntime();
});
afterAll(() => own.close(built));

type Caller = ReturnType<typeof caller>;

/** Builds to the end, and gives the build's id. */
async function build(by: Caller, dockerfile: string, more: object = {}): Promise<string> {
  const { files = {}, ...rest } = more as { files?: object };
  const body = { files: { Dockerfile: dockerfile, ...files }, ...rest };
  const response = await by("POST", postBuild, { body });
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  await (await by("GET", getEvents, { id })).text();
  built.push(id);
  return id;
}
const readBuild = async (by: Caller, id: string) =>
  buildSchema.parse(await (await by("GET", getBuild, { id })).json());
const share = (by: Caller, id: string) => by("POST", postShare, { id, body: {} });

describe("the history", () => {
  test("has the learner's builds, newest first, and nobody else's", async () => {
    const [ann, bob] = [caller(), caller()];
    const list = async (by: Caller) =>
      buildHistory.parse(await (await by("GET", getBuilds)).json()).builds;
    expect(await list(ann)).toEqual([]);
    const first = await build(ann, "FROM node:14-alpine\n", { lesson: "l", step: "s" });
    const second = await build(ann, "FROM node:14-alpine\nRUN exit 3\n");
    await build(bob, "FROM node:14-alpine\n");
    const { result } = await readBuild(ann, first);
    const standIns = result?.baseImages.filter(({ standIn }) => standIn).map(({ ref }) => ref);
    expect(await list(ann)).toMatchObject([
      { id: second, status: "failed", dockerfile: "Dockerfile", standIns: [] },
      {
        id: first,
        status: "finished",
        lesson: "l",
        step: "s",
        unpackedBytes: result?.image.unpackedBytes,
        standIns,
      },
    ]);
  });
});

describe("a build's record", () => {
  test("holds the Dockerfile, the result, every event and no secret", async () => {
    const ann = caller();
    const id = await build(ann, "FROM node:14-alpine\nARG TOKEN\nCOPY a /a\n", {
      files: { a: "hidden text" },
      buildArgs: { TOKEN: "hunter2" },
    });
    const response = await ann("GET", getRecord, { id });
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="stagecraft/,
    );
    const text = await response.text();
    const record = buildRecord.parse(JSON.parse(text));
    expect(record.build.source?.text).toContain("ARG TOKEN");
    expect(record.build.result?.engine).toMatch(/^\d+\./);
    expect(record.build.result?.baseImages).toMatchObject([{ ref: "node:14-alpine" }]);
    expect(record.events[0]).toMatchObject({ type: "queued" });
    expect(record.events.at(-1)).toMatchObject({ type: "finished" });
    expect(record.context.buildArgs).toEqual(["TOKEN"]);
    expect(Object.keys(record.context.files).sort()).toEqual(["Dockerfile", "a"]);
    expect(text).not.toMatch(/hunter2|hidden text/);
  });

  test("of another learner is not there", async () => {
    const id = await build(caller(), "FROM node:14-alpine\n");
    expect((await caller()("GET", getRecord, { id })).status).toBe(404);
  });
});

describe("a shared result", () => {
  test("is read by its link, which is the same each time", async () => {
    const ann = caller();
    const id = await build(ann, "FROM node:14-alpine\nRUN echo shared > /x\n");
    const { result } = await readBuild(ann, id);
    const response = await share(ann, id);
    expect(response.status).toBe(201);
    const link = shared.parse(await response.json());
    expect(link.url).toMatch(/^\/results\/[\w-]{22}$/);
    expect(response.headers.get("location")).toBe(link.url);
    expect(await (await share(ann, id)).json()).toEqual(link);
    const { shares } = await runtime();
    const found = await shares.find(link.url.replace("/results/", ""));
    expect(found).toMatchObject({ expiresAt: link.expiresAt, shared: { result } });
  });

  test("is the owner's to share, of a build that finished", async () => {
    const ann = caller();
    const id = await build(ann, "FROM node:14-alpine\nRUN exit 3\n");
    expect((await share(caller(), id)).status).toBe(404);
    expect((await share(ann, id)).status).toBe(409);
  });

  test("is not found by a token that was made up", async () => {
    const { shares } = await runtime();
    expect(await shares.find("A".repeat(22))).toBeNull();
    expect(await shares.find("\0")).toBeNull();
  });

  test("is asked for no more often than the limit says", async () => {
    const ann = caller();
    const id = await build(ann, "FROM node:14-alpine\n");
    for (let n = 0; n < limits.shareRate.value; n += 1) await share(ann, id);
    const refused = await share(ann, id);
    expect(refused.status).toBe(429);
    expect(problem.parse(await refused.json()).limit?.name).toBe("shareRate");
  });
});

describe("the changes between two images", () => {
  test("name files that came, went and changed", async () => {
    const ann = caller();
    const [first, second] = [
      await build(ann, "FROM node:14-alpine\nRUN echo 1 > /a; echo 1 > /b\n"),
      await build(ann, "FROM node:14-alpine\nRUN echo 22 > /a; echo 333 > /c\n"),
    ];
    const response = await ann("GET", getChanges, { id: second, query: `?since=${first}` });
    const diff = fileDiff.parse(await response.json());
    expect(diff.added).toEqual({ count: 1, bytes: 4, files: [{ path: "/c", after: 4 }] });
    expect(diff.removed).toEqual({ count: 1, bytes: -2, files: [{ path: "/b", before: 2 }] });
    expect(diff.changed.files).toContainEqual({ path: "/a", before: 2, after: 3 });
    const strange = { id: second, query: `?since=${first}` };
    expect((await caller()("GET", getChanges, strange)).status).toBe(404);
  });
});
