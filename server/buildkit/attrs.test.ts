import { expect, test } from "vitest";
import { frontendAttrs } from "./attrs";

const context = "http://buildkit-session/id";

test("a plain build names its Dockerfile and its context, and nothing else", () => {
  expect(frontendAttrs({ dockerfile: "Dockerfile.simple" }, context)).toEqual({
    filename: "Dockerfile.simple",
    context,
  });
});

test("every option has its attribute", () => {
  const attrs = frontendAttrs(
    {
      dockerfile: "Dockerfile",
      target: "builder",
      buildArgs: { A: "1", EMPTY: "" },
      labels: { "org.example": "x" },
      noCache: true,
      cgroupParent: "/slots/0",
      addHosts: { "a.example": "10.0.0.1", "b.example": "fd00::1" },
      cacheNamespace: "learner",
      ulimits: ["nofile=1024:1024", "fsize=1048576"],
      syntax: "engine",
    },
    context,
  );
  expect(attrs).toEqual({
    filename: "Dockerfile",
    context,
    target: "builder",
    "build-arg:A": "1",
    "build-arg:EMPTY": "",
    "label:org.example": "x",
    "no-cache": "",
    "cgroup-parent": "/slots/0",
    "add-hosts": "a.example=10.0.0.1,b.example=fd00::1",
    "build-arg:BUILDKIT_CACHE_MOUNT_NS": "learner",
    ulimit: "nofile=1024:1024,fsize=1048576",
    cmdline: "dockerfile.v0",
  });
});

test("no build argument overrides the cache namespace", () => {
  const buildArgs = { BUILDKIT_CACHE_MOUNT_NS: "another" };
  const attrs = frontendAttrs({ dockerfile: "D", buildArgs, cacheNamespace: "mine" }, context);
  expect(attrs["build-arg:BUILDKIT_CACHE_MOUNT_NS"]).toBe("mine");
});

test("a cache namespace cannot reach into another by a slash", () => {
  expect(() => frontendAttrs({ dockerfile: "D", cacheNamespace: "a/b" }, context)).toThrow(
    RangeError,
  );
});

test("a value with a comma stays one value", () => {
  const addHosts = { "a,b": "10.0.0.1" };
  expect(frontendAttrs({ dockerfile: "D", addHosts }, context)["add-hosts"]).toBe('"a,b=10.0.0.1"');
});
