import { expect, test } from "vitest";
import { isCrossOrigin } from "./origin";

const host = "learn.test:3000";

test.each([
  ["a script", null, null, false],
  ["our page", "same-origin", "http://learn.test:3000", false],
  ["the address bar", "none", null, false],
  ["a sibling, such as a preview", "same-site", "http://x.preview.learn.test:3001", true],
  ["another site", "cross-site", "http://evil.test", true],
  ["a claim that Sec-Fetch-Site belies", "cross-site", "http://learn.test:3000", true],
  ["our page in an old browser", null, "http://learn.test:3000", false],
  ["our page behind a proxy that ends TLS", null, "https://learn.test:3000", false],
  ["another port", null, "http://learn.test:3001", true],
  ["another site in an old browser", null, "http://evil.test", true],
  ["a sandboxed frame", null, "null", true],
  ["an origin that is no URL", null, "learn.test:3000/", true],
])("%s", (_, fetchSite, origin, crossed) => {
  expect(isCrossOrigin({ fetchSite, origin, host })).toBe(crossed);
});

test("the case of the host does not matter", () => {
  expect(isCrossOrigin({ fetchSite: null, origin: "http://learn.test", host: "LEARN.test" })).toBe(
    false,
  );
});
