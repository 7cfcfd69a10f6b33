import { describe, expect, test } from "vitest";
import { limits } from "../limits";
import { containerOptions, fromLabels, ownerLabel, type RunLabels } from "./container";

const labels: RunLabels = {
  run: "0123456789abcdef0123456789abcdef",
  learner: "l",
  build: "b",
  port: 3000,
  startedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: "2026-01-01T00:10:00.000Z",
  owner: "/data",
};
const place = { network: "runs", runtime: null, publish: false };
const image = { id: "sha256:1", volumes: ["/var/data"] };
const { HostConfig: host, ...options } = containerOptions(labels, image, place);

describe("a learner's container", () => {
  test("has the limits that the page shows", () => {
    expect(host.Memory).toBe(limits.runMemory.value);
    expect(host.NanoCpus).toBe(limits.runCpus.value * 1e9);
    expect(host.PidsLimit).toBe(limits.runProcesses.value);
  });

  test("has room for the threads of another kernel, where it runs in one", () => {
    const { HostConfig } = containerOptions(labels, image, { ...place, runtime: "runsc" });
    expect(HostConfig.PidsLimit).toBe(3 * limits.runProcesses.value);
  });

  test("cannot swap", () => {
    expect(host.MemorySwap).toBe(host.Memory);
  });

  test("cannot write, but to a small piece of memory", () => {
    expect(host.ReadonlyRootfs).toBe(true);
    expect(host.Tmpfs["/tmp"]).toContain("size=16777216");
    expect(host.Tmpfs["/tmp"]).toContain("nosuid");
  });

  test("cannot write to disk through a VOLUME of its image", () => {
    expect(host.Tmpfs["/var/data"]).toBe(host.Tmpfs["/tmp"]);
  });

  test("has no privilege and can gain none", () => {
    expect(host.CapDrop).toEqual(["ALL"]);
    expect(host.SecurityOpt).toEqual(["no-new-privileges:true"]);
    expect(host.Privileged).toBe(false);
  });

  test("sees nothing of the host", () => {
    expect(host.Binds).toEqual([]);
    expect(host.NetworkMode).toBe("runs");
    expect(host).not.toHaveProperty("PidMode");
    expect(host).not.toHaveProperty("IpcMode");
    expect(host).not.toHaveProperty("UsernsMode");
  });

  test("does not come back, and goes before a build when memory is short", () => {
    expect(host.RestartPolicy).toEqual({ Name: "no" });
    expect(host.OomScoreAdj).toBeGreaterThan(0);
  });

  test("is on the engine's own network, with its own runtime, where it has no other", () => {
    const { HostConfig } = containerOptions(labels, image, { ...place, network: null });
    expect(HostConfig.NetworkMode).toBe("bridge");
    expect(HostConfig).not.toHaveProperty("Runtime");
    expect(
      containerOptions(labels, image, { ...place, runtime: "runsc" }).HostConfig,
    ).toMatchObject({
      Runtime: "runsc",
    });
  });

  test("has no name that would tell its neighbours its run", () => {
    expect(options).not.toHaveProperty("name");
  });

  test("runs no health check", () => {
    expect(options.Healthcheck).toEqual({ Test: ["NONE"] });
  });

  test("cannot fill the disk with its output, nor the host's table of files", () => {
    expect(host.LogConfig.Config).toEqual({ "max-size": "262144", "max-file": "1" });
    expect(host.Ulimits).toContainEqual({ Name: "nofile", Soft: 1024, Hard: 1024 });
    expect(host.Ulimits).toContainEqual({ Name: "core", Soft: 0, Hard: 0 });
  });

  test("publishes nothing, or on loopback only", () => {
    expect(host.PortBindings).toEqual({});
    expect(
      containerOptions(labels, image, { ...place, publish: true }).HostConfig.PortBindings,
    ).toEqual({
      "3000/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }],
    });
  });
});

describe("labels", () => {
  test("bring the run back", () => {
    expect(fromLabels(options.Labels)).toEqual(labels);
  });

  test("are found by their owner", () => {
    const [name = "", value] = ownerLabel("/data").split("=");
    expect(options.Labels[name]).toBe(value);
  });

  test.each(["run", "learner", "build", "port", "startedAt", "expiresAt"])(
    "without %s are nobody's run",
    (name) => {
      const { [`stagecraft.run.${name}`]: _, ...rest } = options.Labels;
      expect(fromLabels(rest)).toBeNull();
    },
  );
});
