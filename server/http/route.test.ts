import { expect, test, vi } from "vitest";
import { problem } from "@/domain/problem";
import { route } from "./route";

const context = { params: Promise.resolve({ id: "7" }) };

test("gives the handler the request and its parameters", async () => {
  const get = route<{ id: string }>((request, { id }) => Response.json([request.method, id]));
  expect(await (await get(new Request("http://a/"), context)).json()).toEqual(["GET", "7"]);
});

test("a thrown error is a 500 whose reference is in the log, with nothing of the error", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const error = new Error("secret words");
  const get = route<{ id: string }>(() => {
    throw error;
  });
  const response = await get(new Request("http://a/api/x?token=1"), context);
  const text = await response.text();
  const { reference } = problem.parse(JSON.parse(text));
  expect(response.status).toBe(500);
  expect(text).not.toContain("secret words");
  expect(text).not.toContain(".ts");
  expect(log).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(`^\\[${reference}\\] GET /api/x: Error: secret words\n`),
  );
  log.mockRestore();
});

test("another origin's POST does not reach the handler", async () => {
  const handler = vi.fn(() => new Response());
  const response = await route<{ id: string }>(handler)(
    new Request("http://a/", { method: "POST", headers: { "sec-fetch-site": "cross-site" } }),
    context,
  );
  expect(response.status).toBe(403);
  expect(handler).not.toHaveBeenCalled();
});
