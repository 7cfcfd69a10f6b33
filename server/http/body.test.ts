import { expect, test } from "vitest";
import { z } from "zod";
import { readBody } from "./body";

const schema = z.strictObject({ build: z.string(), files: z.record(z.string(), z.string()) });
const good = JSON.stringify({ build: "b", files: { "é.js": "✓" } });

function post(body: RequestInit["body"], contentType: string | null = "application/json") {
  const headers = new Headers();
  if (contentType) headers.set("content-type", contentType);
  return new Request("http://a/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

function chunked(...chunks: (string | Uint8Array)[]) {
  let canceled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
    },
    cancel() {
      canceled = true;
    },
  });
  return { body, canceled: () => canceled };
}

test("fits a body to its schema", async () => {
  expect(await readBody(post(good), schema, 100)).toEqual({ ok: true, value: JSON.parse(good) });
});

test("a character may be split over two chunks", async () => {
  const bytes = new TextEncoder().encode(good);
  const at = bytes.indexOf(0xc3) + 1;
  const { body } = chunked(bytes.slice(0, at), bytes.slice(at));
  expect(await readBody(post(body), schema, 100)).toMatchObject({ ok: true });
});

test.each([
  ["no JSON", post("{"), 400, "malformed"],
  ["nothing", post(null), 400, "malformed"],
  ["bytes that are not UTF-8", post(new Uint8Array([34, 0xff, 34])), 400, "malformed"],
  ["a form", post("a=1", "application/x-www-form-urlencoded"), 415, "malformed"],
  ["text", post(good, "text/plain"), 415, "malformed"],
  ["no content type", post(new TextEncoder().encode(good), null), 415, "malformed"],
])("%s", async (_, request, status, kind) => {
  expect(await readBody(request, schema, 100)).toMatchObject({
    ok: false,
    problem: { status, kind },
  });
});

test("a charset in the content type is fine", async () => {
  const request = post(good, "Application/JSON; charset=utf-8");
  expect(await readBody(request, schema, 100)).toMatchObject({ ok: true });
});

test("names each field that does not fit", async () => {
  const body = await readBody(post('{"files":{"a":1},"extra":true}'), schema, 100);
  expect(body).toMatchObject({ ok: false, problem: { status: 400, kind: "malformed" } });
  const paths = body.ok ? [] : body.problem.issues?.map((issue) => issue.path);
  expect(paths).toEqual(["build", "files.a", ""]);
});

test("names the first fields only where everything is wrong", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, at) => [`f${at}`.repeat(99), 1]),
  );
  const body = await readBody(post(JSON.stringify({ build: "b", files })), schema, 1_000_000);
  const issues = body.ok ? [] : (body.problem.issues ?? []);
  expect(issues).toHaveLength(20);
  expect(JSON.stringify(issues).length).toBeLessThan(10_000);
});

test("names the limit and its value, and hears the rest out, so that the answer arrives", async () => {
  const { body, canceled } = chunked("x".repeat(60), "x".repeat(60), "x".repeat(60));
  const result = await readBody(post(body), schema, 100, "contextBytes");
  expect(result).toMatchObject({
    ok: false,
    problem: { status: 413, limit: { name: "contextBytes", value: 100, unit: "bytes" } },
  });
  expect(canceled()).toBe(false);
});

test("stops listening to a body without end", async () => {
  const { body, canceled } = chunked(...Array.from({ length: 40 }, () => "x".repeat(1024 ** 2)));
  expect(await readBody(post(body), schema, 100)).toMatchObject({ problem: { status: 413 } });
  expect(canceled()).toBe(true);
});

test.each([
  [101, false],
  [101 + 32 * 1024 ** 2, true],
])("believes a Content-Length of %i", async (length, cut) => {
  const { body, canceled } = chunked("{}");
  const request = post(body);
  request.headers.set("content-length", String(length));
  expect(await readBody(request, schema, 100)).toMatchObject({ problem: { status: 413 } });
  expect(canceled()).toBe(cut);
});
