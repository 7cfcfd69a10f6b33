import { expect, test } from "vitest";
import { refuseCrossOrigin } from "./origin";

const ask = (method: string, headers: Record<string, string>) =>
  refuseCrossOrigin(new Request("http://app.test/api/builds", { method, headers }))?.kind ?? null;

test.each(["POST", "PUT", "PATCH", "DELETE"])("%s from another origin is refused", (method) => {
  expect(ask(method, { host: "app.test", origin: "http://evil.test" })).toBe("cross-origin");
});

test("reading is not refused: the browser keeps the answer from the other origin", () => {
  expect(ask("GET", { host: "app.test", origin: "http://evil.test" })).toBeNull();
});

test("without a Host header the request's own address decides", () => {
  expect(ask("POST", { origin: "http://app.test" })).toBeNull();
  expect(ask("POST", { origin: "http://evil.test" })).toBe("cross-origin");
});
