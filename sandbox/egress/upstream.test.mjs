import { describe, expect, it } from "vitest";
import { proxyFor } from "./upstream.mjs";

const tls = { name: "registry.example.com", tls: true };
const plain = { name: "deb.example.org", tls: false };

describe("proxyFor", () => {
  it("takes the scheme's own proxy, in either spelling", () => {
    const environment = { HTTPS_PROXY: "http://p:3128", http_proxy: "http://q:3128" };
    expect(proxyFor(tls, environment)).toBe("http://p:3128");
    expect(proxyFor(plain, environment)).toBe("http://q:3128");
    expect(proxyFor(tls, {})).toBeNull();
  });

  it("takes a proxy without a scheme for an HTTP one", () => {
    expect(proxyFor(tls, { HTTPS_PROXY: "p:3128" })).toBe("http://p:3128");
  });

  it.each([
    "registry.example.com",
    ".example.com",
    "example.com",
    "*.example.com",
    "*",
    "a, Example.com",
  ])("goes past it for NO_PROXY=%s", (NO_PROXY) => {
    expect(proxyFor(tls, { HTTPS_PROXY: "http://p:3128", NO_PROXY })).toBeNull();
  });

  it.each(["", "ample.com", "other.example"])("goes through it for NO_PROXY=%j", (NO_PROXY) => {
    expect(proxyFor(tls, { HTTPS_PROXY: "http://p:3128", NO_PROXY })).toBe("http://p:3128");
  });
});
