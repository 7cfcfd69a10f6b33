import { describe, expect, test } from "vitest";
import { securityHeaders } from "./security-headers";

function policy(options: Parameters<typeof securityHeaders>[0]): Map<string, string> {
  const header = securityHeaders(options).find(({ key }) => key === "Content-Security-Policy");
  const directives = header?.value.split("; ") ?? [];
  return new Map(
    directives.map((text) => [text.split(" ", 1).join(), text.slice(text.indexOf(" ") + 1)]),
  );
}

describe("the content security policy", () => {
  test("evaluates no code in production", () => {
    expect(policy({ dev: false }).get("script-src")).toBe("'self' 'unsafe-inline'");
    expect(policy({ dev: true }).get("script-src")).toContain("'unsafe-eval'");
  });

  test("frames the previews, and nothing else", () => {
    expect(policy({ dev: false }).get("frame-src")).toBe("http://*.preview.localhost:*");
    const previewPattern = "https://{run}.preview.example.org";
    expect(policy({ dev: false, previewPattern }).get("frame-src")).toBe(
      "https://*.preview.example.org",
    );
  });

  test("names no origin but our own elsewhere", () => {
    const { "frame-src": _, ...rest } = Object.fromEntries(policy({ dev: false }));
    expect(JSON.stringify(rest)).not.toMatch(/https?:|\*/);
    expect(rest["default-src"]).toBe("'self'");
    expect(rest["frame-ancestors"]).toBe("'self'");
  });
});

test("no header comes twice", () => {
  const keys = securityHeaders({ dev: false }).map(({ key }) => key.toLowerCase());
  expect(new Set(keys).size).toBe(keys.length);
});
