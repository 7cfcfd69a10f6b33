import fc from "fast-check";
import { expect, test } from "vitest";
import { mend, strangeMethod } from "./mend";

test.each([
  ["GET", "/api/builds/1?a=%", "GET", "/api/builds/1?a=%"],
  ["DELETE", "/a%20b", "DELETE", "/a%20b"],
  ["GET", "/api/builds/%", "GET", "/api/builds/%25"],
  ["GET", "/%E0%A4%A?x=1?y", "GET", "/%25E0%25A4%25A?x=1?y"],
  ["GET", "*", "GET", "/*"],
  ["GET", "http://evil.test/api/limits?a=1", "GET", "/api/limits?a=1"],
  ["GET", "mailto:x", "GET", "/x"],
  ["TRACE", "/api/builds", "GET", strangeMethod],
  ["QUERY", "/", "GET", strangeMethod],
  [undefined, undefined, "GET", "/"],
])("%s %s becomes %s %s", (method, url, mendedMethod, mendedUrl) => {
  expect(mend({ method, url })).toEqual({ method: mendedMethod, url: mendedUrl });
});

test("whatever a target is, it becomes a path that can be read, and stays so", () => {
  const property = fc.property(
    fc.string({ unit: "binary-ascii" }),
    fc.webUrl(),
    (junk, address) => {
      for (const target of [junk, `/${junk}`, `/%${junk}`, address]) {
        const { url } = mend({ method: "GET", url: target });
        expect(url.startsWith("/")).toBe(true);
        expect(() => decodeURIComponent(url.split("?")[0] ?? "")).not.toThrow();
        expect(mend({ method: "GET", url })).toEqual({ method: "GET", url });
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
});
