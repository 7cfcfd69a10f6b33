import { expect, test } from "vitest";
import { verdictOf } from "./audit.mjs";

// As npm 10 and 11 print them; see https://docs.npmjs.com/cli/v10/commands/npm-audit.
const report = (vulnerabilities) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { vulnerabilities: { total: Object.keys(vulnerabilities).length } },
  });
const hole = (name, severity, via) => ({ name, severity, via, range: "<1.2.3", isDirect: true });

test("no hole, or none of weight, passes", () => {
  expect(verdictOf(report({}))).toEqual({ holes: [] });
  expect(verdictOf(report({ a: hole("a", "moderate", [{ title: "t" }]) }))).toEqual({ holes: [] });
});

test("each hole of weight is named, with why", () => {
  const vulnerabilities = {
    a: hole("a", "high", [{ title: "Reads beyond its end" }]),
    b: hole("b", "critical", ["a"]),
    c: hole("c", "low", ["a"]),
  };
  expect(verdictOf(report(vulnerabilities)).holes).toEqual([
    "a <1.2.3: high: Reads beyond its end",
    "b <1.2.3: critical: through a",
  ]);
});

test("a registry without an audit is no pass, and its address is not told", () => {
  const answer = {
    message: "405 Method Not Allowed - POST https://registry.example/-/npm/v1/security",
    method: "POST",
    uri: "https://registry.example/-/npm/v1/security",
    statusCode: 405,
    body: "",
    error: { summary: "", detail: "" },
  };
  const { holes, why } = verdictOf(JSON.stringify(answer));
  expect(holes).toBeNull();
  expect(why).toContain("405");
  expect(why).not.toContain("example");
});

test("a registry out of reach is no pass", () => {
  const error = { code: "ENOTFOUND", summary: "request to https://registry.example failed" };
  expect(verdictOf(JSON.stringify({ error }))).toEqual({
    holes: null,
    why: "npm could not ask the registry (ENOTFOUND)",
  });
});

test.each(["", "npm error", "{}", "[]"])("%j is an error of its own", (text) => {
  expect(() => verdictOf(text)).toThrow();
});
