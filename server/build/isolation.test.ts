import { describe, expect, test } from "vitest";
import { solveRequest, sourceRules } from "./isolation";

const image = (ref: string, digest: string | null = null) => ({
  ref,
  imageId: "sha256:1",
  digest,
  standIn: digest === null,
  about: "",
  unpackedBytes: 1,
});
const order = (files: Record<string, string>) => ({
  id: "b1",
  learner: "secret-cookie",
  context: { files: new Map(Object.entries(files)), dockerfile: "Dockerfile" },
  request: { target: null, buildArgs: { A: "1" }, noCache: false },
  at: 0,
  owner: "o",
});
const facts = { baseImages: [image("node:14")], hosts: { "registry.example": "10.0.0.1" } };

test("everything is denied but the catalogue, by its names, and with the digests that it has", () => {
  expect(sourceRules([image("node:14"), image("node:24", "sha256:d")])).toEqual([
    { action: "deny", selector: "*" },
    { action: "allow", selector: "docker-image://docker.io/library/node:14" },
    { action: "allow", selector: "docker-image://docker.io/library/node:14@sha256:1" },
    { action: "allow", selector: "docker-image://docker.io/library/node:24" },
    { action: "allow", selector: "docker-image://docker.io/library/node:24@sha256:d" },
    { action: "allow", selector: "docker-image://docker.io/library/node:24@sha256:1" },
  ]);
});

describe("a build", () => {
  const request = solveRequest(order({ Dockerfile: "FROM node:14" }), facts, {
    cgroupParent: "/s/slot-1",
  });

  test("counts in its slot, reaches the allowed names, has its own caches", () => {
    expect(request).toMatchObject({
      cgroupParent: "/s/slot-1",
      addHosts: { "registry.example": "10.0.0.1" },
      tag: "stagecraft/b1",
      sourcePolicy: sourceRules(facts.baseImages),
    });
    expect(request.cacheNamespace).toMatch(/^[0-9a-f]{16}$/);
  });

  test("says its slot by a host where the sandbox reads it, so that all slots share one cache", () => {
    const slot = { cgroupParent: "/s/slot-1", hosts: { "slot.internal": "127.0.0.2" } };
    const named = solveRequest(order({ Dockerfile: "FROM node:14" }), facts, slot);
    expect(named).not.toHaveProperty("cgroupParent");
    expect(named.addHosts).toEqual({ ...facts.hosts, ...slot.hosts });
  });

  test("tells nobody who its learner is", () => {
    expect(JSON.stringify(request)).not.toContain("secret-cookie");
    expect(request.labels).toMatchObject({ "org.stagecraft.build": "b1" });
  });

  test("names no target that nobody asked for", () => {
    expect(request).not.toHaveProperty("target");
  });
});

test("on a foreign engine a build has no cgroup of its own", () => {
  expect(solveRequest(order({ Dockerfile: "" }), facts, null)).not.toHaveProperty("cgroupParent");
});

test("ignored files stay here, and a frontend that the engine has is not fetched", () => {
  const { files } = solveRequest(
    order({
      Dockerfile: "# syntax=docker/dockerfile:1\nFROM node:14",
      ".dockerignore": "*.md",
      "a.md": "",
      "a.js": "",
    }),
    facts,
    null,
  );
  expect([...files.keys()]).toEqual(["Dockerfile", ".dockerignore", "a.js"]);
  expect(files.get("Dockerfile")).toBe("# builtin=frontend\nFROM node:14");
});
