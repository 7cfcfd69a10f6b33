import { describe, expect, test } from "vitest";
import { problem, problemKind } from "@/domain/problem";
import { problemOf, problemResponse } from "./problem";

describe("problemResponse", () => {
  test.each(problemKind.options)("%s parses as the wire's schema", async (kind) => {
    const response = problemResponse(problemOf(kind, "why"));
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.parse(await response.json())).toMatchObject({ kind, status: response.status });
  });

  test("says when to come back on 429 and 503, and only there", () => {
    const retryAfter = (kind: "busy" | "unavailable" | "conflict", headers?: HeadersInit) =>
      problemResponse(problemOf(kind, "why"), headers).headers.get("retry-after");
    expect(retryAfter("busy")).toBe("5");
    expect(retryAfter("unavailable", { "retry-after": "60" })).toBe("60");
    expect(retryAfter("conflict")).toBeNull();
  });

  test("keeps the caller's headers", () => {
    const response = problemResponse(problemOf("conflict", "why"), { "set-cookie": "a=1" });
    expect(response.headers.get("set-cookie")).toBe("a=1");
  });
});
