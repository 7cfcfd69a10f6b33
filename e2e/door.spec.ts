import { type APIRequestContext, expect, test } from "@playwright/test";
import fc from "fast-check";
import { type Answer, send } from "./door.fixture";

let cookie = "";
test.beforeAll(async ({ request }) => {
  cookie = (await cookieOf(request)) ?? "";
});

async function cookieOf(request: APIRequestContext): Promise<string | undefined> {
  return (await request.get("/api/sandbox")).headers()["set-cookie"]?.split(";")[0];
}

/** A request's bytes; each character of what is given is one. */
function bytesOf(first: string, headers: Record<string, string> = {}, body = ""): Buffer {
  const all = { Host: "localhost", Connection: "close", Cookie: cookie, ...headers };
  const sized = body
    ? { "Content-Length": String(Buffer.byteLength(body, "latin1")), ...all }
    : all;
  const lines = Object.entries(sized).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${first} HTTP/1.1\r\n${lines.join("")}\r\n${body}`, "latin1");
}

/** What holds for every answer of the API: no fault of ours, and what is refused says why in our words. */
function judge(what: string, { status, headers, body }: Answer): void {
  expect.soft(status, what).toBeGreaterThanOrEqual(200);
  expect.soft(status, what).toBeLessThan(500);
  if (status < 400) return;
  expect.soft(headers.get("content-type"), what).toBe("application/problem+json");
  const problem = body === "" ? null : JSON.parse(body);
  if (problem) expect.soft(problem, what).toMatchObject({ status, kind: expect.any(String) });
  expect.soft(body, what).not.toMatch(/node_modules|\.ts:\d|\bat .*\(/);
}

const addresses = [
  "/api/builds",
  "/api/builds/x",
  "/api/builds/x/events",
  "/api/builds/x/files",
  "/api/health",
  "/api/lessons",
  "/api/limits",
  "/api/metrics",
  "/api/openapi.json",
  "/api/runs",
  "/api/runs/x",
  "/api/runs/x/events",
  "/api/sandbox",
  "/api/nowhere",
  "/api",
];
const methods = ["DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PROPFIND", "PUT", "QUERY", "TRACE"];

test("every method at every address is answered", async ({ baseURL }) => {
  for (const address of addresses) {
    for (const method of methods) {
      const answer = await send(baseURL, bytesOf(`${method} ${address}`));
      // The answer to HEAD has no body to look into.
      judge(`${method} ${address}`, method === "HEAD" ? { ...answer, body: "" } : answer);
    }
  }
});

const ids = [
  "%",
  "%00",
  "%0a",
  "%E0%A4%A",
  "%ff%fe",
  "%F0%9F%98%80",
  "..%2f..%2fetc%2fpasswd",
  "a%2fb",
  "__proto__",
  "constructor",
  "[id]",
  "%5bid%5d",
  "*",
  "'%20or%20''='",
  "$1",
  ";x",
  "~",
  "x".repeat(8000),
];

test("an id that is none is nothing of yours", async ({ baseURL }) => {
  for (const id of ids) {
    for (const path of [
      `builds/${id}`,
      `builds/${id}/events`,
      `builds/${id}/files`,
      `runs/${id}`,
    ]) {
      const answer = await send(baseURL, bytesOf(`GET /api/${path}`));
      judge(path.slice(0, 60), answer);
      expect.soft(answer.status, path.slice(0, 60)).toBe(404);
    }
    for (const path of [`builds/${id}`, `runs/${id}`]) {
      judge(path.slice(0, 60), await send(baseURL, bytesOf(`DELETE /api/${path}`)));
    }
  }
});

test("a query that makes no sense is told so, or does not matter", async ({ baseURL }) => {
  const queries = ["%", "%00", "path=%00", "path=%ff", "path=..", "path=/&path=x", "layer=-1"];
  const more = [
    "layer=1e9",
    "layer=99999",
    "after=%",
    "after=-1",
    "after=9".repeat(400),
    "__proto__=x",
  ];
  for (const query of [...queries, ...more]) {
    for (const path of ["builds/x/files", "builds/x/events", "limits", "sandbox"]) {
      judge(query.slice(0, 60), await send(baseURL, bytesOf(`GET /api/${path}?${query}`)));
    }
  }
});

test("a target that is no path of ours is answered like one", async ({ baseURL }) => {
  const targets = [
    "/%",
    "/%E0%A4%A",
    "/%00",
    "/lessons/%",
    "/lessons/__proto__",
    "/../../etc/passwd",
    "/_next/static/..%2f..%2f..%2fpackage.json",
    "/_next/image?url=http://169.254.169.254/&w=64&q=1",
    "/.next/BUILD_ID",
    "/_global-error",
    "*",
    "http://evil.test/api/limits",
    "//evil.test/",
    "/\\evil.test",
  ];
  for (const target of targets) {
    const { status, headers, body } = await send(baseURL, bytesOf(`GET ${target}`));
    expect.soft(status, target).toBeLessThan(500);
    expect.soft(headers.get("location") ?? "/", target).toMatch(/^\/(?!\/)/);
    expect.soft(body, target).not.toMatch(/root:|"dependencies"/);
  }
});

test("headers with anything in them are no fault of ours", async ({ baseURL }) => {
  const headers: [string, string][] = [
    ["Cookie", "\x80\xff"],
    ["Cookie", "stagecraft-learner=%00; ;;=;="],
    ["Cookie", `stagecraft-learner=${"0".repeat(32)}.`],
    ["Cookie", `stagecraft-learner=${"a".repeat(7000)}`],
    ["Last-Event-ID", "\xff"],
    ["Last-Event-ID", "-1"],
    ["Last-Event-ID", "9".repeat(400)],
    ["Last-Event-ID", "end"],
    ["Host", ""],
    ["Host", "a b"],
    ["Host", "\xff"],
    ["Origin", "\xff"],
    ["Sec-Fetch-Site", "\xff"],
    ["Content-Length", "5"],
    ["X-Forwarded-For", ",,\xff"],
    ["X-Forwarded-Proto", "\xff"],
    ["X-Forwarded-Host", "evil.test"],
    ["X-Middleware-Subrequest", "proxy:proxy:proxy:proxy:proxy"],
    ["X-Matched-Path", "/api/health"],
    ["X-Invoke-Path", "/_error"],
    ["Next-Router-State-Tree", "%"],
    ["Next-Action", "x"],
    ["Accept-Encoding", "\xff"],
    ["If-None-Match", "\xff"],
  ];
  for (const [name, value] of headers) {
    for (const path of [
      "/api/builds/x",
      "/api/builds/x/events",
      "/api/runs/x/events",
      "/api/sandbox",
    ]) {
      judge(
        `${name}: ${value.slice(0, 40)}`,
        await send(baseURL, bytesOf(`GET ${path}`, { [name]: value })),
      );
    }
    judge(`POST, ${name}`, await send(baseURL, bytesOf("POST /api/runs", { [name]: value }, "{}")));
  }
});

const json = { "Content-Type": "application/json" };
const from = "FROM node:14-alpine\\n";

test("a body that is none is told so", async ({ baseURL }) => {
  const bodies = {
    nothing: "",
    cut: '{"files":{"Dockerfile":"FR',
    deep: "[".repeat(200_000),
    "deep and closed": "[".repeat(100_000) + "]".repeat(100_000),
    null: "null",
    "no number": '{"files":1e999}',
    "twice the same": '{"files":{},"files":[]}',
    prototype: '{"__proto__":{"files":{"Dockerfile":"FROM scratch"}}}',
    "prototype of files": '{"files":{"__proto__":"x","constructor":"y"}}',
    NUL: `{"files":{"Dockerfile":"${from}\\u0000"},"target":"\\u0000"}`,
    "half a character": '{"files":{"\\ud800":"","Dockerfile":"FROM node:14-alpine"}}',
    "a NUL for an id": '{"build":"\\u0000"}',
    "half a character for an id": '{"build":"\\ud800"}',
    "names of build arguments": `{"files":{"Dockerfile":"${from}"},"buildArgs":{"__proto__":"x","a=b":"y"}}`,
    "arguments that double": `{"files":{"Dockerfile":"ARG A=xx\\n${"ARG A=$A$A\\n".repeat(60)}FROM $A"}}`,
    "long names": `{"files":{"Dockerfile":"FROM node:14-alpine AS ${"a".repeat(15_000)}\\nFROM ${"b".repeat(15_000)}"}}`,
    "bytes that are no UTF-8": '{"build":"\xff"}',
    "wrong everywhere": `{"files":{${Array.from({ length: 5000 }, (_, at) => `"f${at}":1`)}}}`,
    huge: `{"build":"${"x".repeat(5_000_000)}"}`,
  };
  for (const [name, body] of Object.entries(bodies)) {
    for (const path of ["/api/builds", "/api/runs"]) {
      const answer = await send(baseURL, bytesOf(`POST ${path}`, json, body));
      judge(`${name} to ${path}`, answer);
      expect.soft(answer.status, `${name} to ${path}`).toBeGreaterThanOrEqual(400);
      expect.soft(answer.body.length, `${name} to ${path}`).toBeLessThan(40_000);
    }
  }
});

test("a body of another kind is told so", async ({ baseURL }) => {
  const kinds = [
    "",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "\xff",
  ];
  const more = [
    "application/x-www-form-urlencoded",
    "application/json, text/plain",
    "application/xml",
  ];
  for (const kind of [...kinds, ...more]) {
    for (const path of ["/api/builds", "/api/runs"]) {
      const answer = await send(baseURL, bytesOf(`POST ${path}`, { "Content-Type": kind }, "{}"));
      judge(kind, answer);
      expect.soft(answer.status, kind).toBe(415);
    }
  }
});

test("whatever is sent, the API answers, and refuses in its own words", async ({ baseURL }) => {
  const visible = fc.stringMatching(/^[!-"$-~]{0,12}$/);
  const segment = fc.oneof(
    visible,
    fc.constantFrom(
      "builds",
      "runs",
      "events",
      "files",
      "sandbox",
      "..",
      ".",
      "",
      "%",
      "%00",
      "%2e",
    ),
  );
  const requests = fc.record({
    method: fc.constantFrom("GET", "POST", "DELETE", ...methods),
    path: fc.array(segment, { maxLength: 4 }).map((all) => `/api/${all.join("/")}`),
    query: fc.option(visible, { nil: undefined }),
    body: fc.oneof(
      fc.json(),
      fc
        .dictionary(fc.constantFrom("files", "build", "dockerfile", "target"), fc.jsonValue())
        .map((all) => JSON.stringify(all)),
      fc.string({ unit: "binary-ascii" }),
    ),
  });
  const property = fc.asyncProperty(requests, async ({ method, path, query, body }) => {
    const target = query === undefined ? path : `${path}?${query}`;
    const safe = method === "GET" || method === "HEAD";
    const { status, headers } = await send(
      baseURL,
      bytesOf(`${method} ${target}`, json, safe ? "" : body),
    );
    expect(status).toBeLessThan(500);
    // A path that leads out of the API gets a page.
    const left = !new URL(target, "http://a").pathname.startsWith("/api");
    if (status >= 400 && !left)
      expect(headers.get("content-type")).toBe("application/problem+json");
  });
  await fc.assert(property, { numRuns: 300 });
});
