import { expect, test } from "vitest";
import { canonicalRef, sameImage } from "./ref";

test.each([
  ["node", "docker.io/library/node:latest"],
  ["node:14", "docker.io/library/node:14"],
  ["library/node:14", "docker.io/library/node:14"],
  ["docker.io/node:14", "docker.io/library/node:14"],
  ["docker.io/library/node:14", "docker.io/library/node:14"],
  ["grafana/grafana", "docker.io/grafana/grafana:latest"],
  ["ghcr.io/a/b:1", "ghcr.io/a/b:1"],
  ["localhost/a", "localhost/a:latest"],
  ["localhost:5000/a", "localhost:5000/a:latest"],
  ["node@sha256:00", "docker.io/library/node@sha256:00"],
  ["node:14@sha256:00", "docker.io/library/node:14@sha256:00"],
])("%s is %s", (ref, full) => {
  expect(canonicalRef(ref)).toBe(full);
});

test("names of the same image", () => {
  expect(sameImage("node:14", "docker.io/library/node:14")).toBe(true);
  expect(sameImage("node:14", "node:14-alpine")).toBe(false);
});
