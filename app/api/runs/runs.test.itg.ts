import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Build, build as buildSchema } from "@/domain/build/build";
import { problem } from "@/domain/problem";
import { run as runSchema } from "@/domain/run/run";
import { GET as getBuild } from "../builds/[id]/route";
import { POST as postBuild } from "../builds/route";
import { ownRuntime } from "../runtime.fixture";
import { GET as getEvents } from "./[id]/events/route";
import { DELETE as deleteRun, GET as getRun } from "./[id]/route";
import { POST as postRun } from "./route";

const patient = { timeout: 60_000, interval: 200 };

let own: ReturnType<typeof ownRuntime>;
beforeAll(() => {
  own = ownRuntime();
});
afterAll(() => own.close());

type Route = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

/** A caller with a cookie jar. */
function caller() {
  let cookie = "";
  const call = async (route: Route, method: string, id = "", body?: unknown, more = {}) => {
    const headers = new Headers({ "content-type": "application/json", cookie, ...more });
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const asked = new Request("http://localhost/", { method, headers, ...json });
    const response = await route(asked, { params: Promise.resolve({ id }) });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  };
  const kind = async (...args: Parameters<typeof call>) => {
    const response = await call(...args);
    return [response.status, problem.parse(await response.json()).kind];
  };
  return { call, kind };
}

const ann = caller();

async function submit(dockerfile: string, files: Record<string, string> = {}): Promise<string> {
  const body = { files: { Dockerfile: dockerfile, ...files } };
  const response = await ann.call(postBuild as Route, "POST", "", body);
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

async function ended(id: string): Promise<Build> {
  const read = async () => buildSchema.parse(await (await ann.call(getBuild, "GET", id)).json());
  await expect.poll(async () => (await read()).status, patient).toMatch(/finished|failed/);
  return read();
}

function visit(url: string): Promise<string> {
  const { host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, headers: { host } })
      .on("response", (answer) => resolve(text(answer)))
      .on("error", reject)
      .end();
  });
}

const app = `require("http").createServer((_, to) => to.end("Hello World!")).listen(3000, () => console.log("up"));`;

test("a learner builds an image, runs it, sees it answer, reads its output and stops it", async () => {
  const id = await submit(
    'FROM node:24-alpine\nCOPY index.js .\nEXPOSE 3000\nCMD ["node", "index.js"]\n',
    { "index.js": app },
  );
  expect((await ended(id)).status).toBe("finished");
  // Nobody guesses an id: 122 random bits are in a UUID of version 4, 128 in a run's.
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

  const created = await ann.call(postRun as Route, "POST", "", { build: id });
  expect(created.status).toBe(201);
  const run = runSchema.parse(await created.json());
  expect(created.headers.get("location")).toBe(`/api/runs/${run.id}`);
  expect(run.id).toMatch(/^[0-9a-f]{32}$/);
  const now = async () => runSchema.parse(await (await ann.call(getRun, "GET", run.id)).json());
  await expect.poll(async () => (await now()).state, patient).toBe("answering");
  expect(await visit(run.previewUrl ?? "")).toBe("Hello World!");

  const events = await ann.call(getEvents, "GET", run.id);
  expect(events.headers.get("content-type")).toBe("text/event-stream");
  expect((await ann.call(deleteRun, "DELETE", run.id)).status).toBe(202);
  const told = await events.text();
  expect(told).toContain('id: 3\nevent: log\ndata: {"from":0,"text":"up\\n"}\n\n');
  expect(told).toMatch(/id: end\nevent: state\ndata: .*"state":"stopped".*\n\n$/);
  const again = await ann.call(getEvents, "GET", run.id, undefined, { "last-event-id": "end" });
  expect(again.status).toBe(204);
  expect(await now()).toMatchObject({ state: "stopped", stopReason: "learner", logs: "up\n" });
  expect((await ann.call(deleteRun, "DELETE", run.id)).status).toBe(202);

  const bob = caller();
  expect(await bob.kind(postRun as Route, "POST", "", { build: id })).toEqual([404, "not-found"]);
  for (const [route, method] of [
    [getRun, "GET"],
    [deleteRun, "DELETE"],
    [getEvents, "GET"],
  ] as const) {
    expect(await bob.kind(route, method, run.id)).toEqual([404, "not-found"]);
  }
});

test("a build that failed has nothing to run", async () => {
  const id = await submit("FROM node:24-alpine\nRUN exit 3\n");
  expect((await ended(id)).status).toBe("failed");
  expect(await ann.kind(postRun as Route, "POST", "", { build: id })).toEqual([409, "conflict"]);
});

describe("refused:", () => {
  test.each([
    ["a build that is not there", { build: "nowhere" }, {}, [404, "not-found"]],
    ["no build", {}, {}, [400, "malformed"]],
    ["more than a build", { build: "b", privileged: true }, {}, [400, "malformed"]],
    ["a form", { build: "b" }, { "content-type": "text/plain" }, [415, "malformed"]],
    ["a body too large", { build: "b".repeat(5000) }, {}, [413, "limit"]],
    ["another origin", { build: "b" }, { "sec-fetch-site": "same-site" }, [403, "cross-origin"]],
  ])("%s", async (_, body, headers, answer) => {
    expect(await ann.kind(postRun as Route, "POST", "", body, headers)).toEqual(answer);
  });
});
