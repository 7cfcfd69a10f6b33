import { describe, expect, test } from "vitest";
import { apiPolicy, type PolicyOptions, pagePolicy, securityHeaders } from "./security-headers";

function directives(policy: string): Map<string, string> {
  return new Map(
    policy
      .split("; ")
      .map((text) => [text.split(" ", 1).join(), text.slice(text.indexOf(" ") + 1)]),
  );
}
const page = (options: PolicyOptions, scripts: string[] = []) =>
  directives(pagePolicy(options, scripts));

describe("a page's policy", () => {
  test("in production, runs the page's own inline scripts by their hashes and evaluates no code", () => {
    expect(page({ dev: false }, ["'sha256-a'", "'sha256-b'"]).get("script-src")).toBe(
      "'self' 'sha256-a' 'sha256-b'",
    );
    expect(page({ dev: false }).get("script-src")).toBe("'self'");
    expect(page({ dev: true }).get("script-src")).toContain("'unsafe-eval'");
  });

  test("frames the previews, and nothing else", () => {
    expect(page({ dev: false }).get("frame-src")).toBe("http://*.preview.localhost:*");
    const previewPattern = "https://{run}.preview.example.org";
    expect(page({ dev: false, previewPattern }).get("frame-src")).toBe(
      "https://*.preview.example.org",
    );
  });

  test("names no origin but our own elsewhere, and is framed by none", () => {
    const { "frame-src": _, ...rest } = Object.fromEntries(page({ dev: false }));
    expect(JSON.stringify(rest)).not.toMatch(/https?:|\*/);
    expect(rest["default-src"]).toBe("'self'");
    expect(rest["connect-src"]).toBe("'self'");
    expect(rest["frame-ancestors"]).toBe("'none'");
  });
});

test("an answer of the API loads nothing and is framed by none", () => {
  expect(Object.fromEntries(directives(apiPolicy))).toEqual({
    "default-src": "'none'",
    "frame-ancestors": "'none'",
  });
});

test("what no script list was made for may run no inline script", () => {
  const [policy] = securityHeaders({ dev: false });
  expect(directives(policy?.value ?? "").get("script-src")).toBe("'self'");
});

test("no header comes twice", () => {
  const keys = securityHeaders({ dev: false }).map(({ key }) => key.toLowerCase());
  expect(new Set(keys).size).toBe(keys.length);
});
