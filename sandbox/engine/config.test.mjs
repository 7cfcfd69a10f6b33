import { expect, it } from "vitest";
import { placeOf } from "./ask.mjs";
import { engineConfig, engineEtc, runsNetwork } from "./config.mjs";

const config = engineConfig({
  home: "/home-of-x",
  bridge: "stagecraft0",
  gateway: "10.1.2.1",
  pool: "10.9.2.0/24",
  group: 900,
  diskBytes: 10 * 2 ** 30,
  spareCgroup: "/stagecraft-x/spare",
});

it("keeps everything of the engine below its home", () => {
  expect(config).toMatchObject({
    hosts: ["unix:///home-of-x/docker.sock"],
    group: "900",
    "data-root": "/home-of-x/data",
    "exec-root": "/home-of-x/exec",
  });
});

it("gives nobody the host's network, privileges, user ids or names", () => {
  expect(config).toMatchObject({
    "userns-remap": "stagecraft",
    "no-new-privileges": true,
    icc: false,
    dns: ["10.1.2.1"],
    "cgroup-parent": "/stagecraft-x/spare",
    builder: { entitlements: { "network-host": false, "security-insecure": false } },
  });
});

it("lets the build cache keep 40 % of the disk", () => {
  expect(config.builder.gc).toEqual({ enabled: true, defaultKeepStorage: "4096MB" });
});

it("knows gVisor where the machine has it", () => {
  expect(config).not.toHaveProperty("runtimes");
  const { runtimes } = engineConfig({ home: "/h", diskBytes: 1, runsc: "/s/runsc" });
  expect(runtimes).toEqual({ runsc: { path: "/s/runsc" } });
});

it("gives runs a network that leads nowhere", () => {
  const network = runsNetwork({ bridge: "b1", subnet: "10.1.2.0/24", gateway: "10.1.2.1" });
  expect(network).toMatchObject({ Internal: true, EnableIPv6: false });
  expect(network.Options["com.docker.network.bridge.enable_icc"]).toBe("false");
});

it("maps root to the sandbox's own range, and resolves at the gateway only", () => {
  const etc = engineEtc({ firstId: 1_000_000_000, gateway: "10.1.2.1" });
  expect(etc.subuid).toBe("stagecraft:1000000000:65536\n");
  expect(etc["resolv.conf"]).toMatch(/^nameserver 10\.1\.2\.1\n/);
});

it.each([
  ["unix:///run/x.sock", { socketPath: "/run/x.sock" }],
  ["tcp://10.0.0.1:2375", { host: "10.0.0.1", port: 2375 }],
  ["tcp://[::1]:2375", { host: "::1", port: 2375 }],
])("finds the engine at %s", (host, place) => {
  expect(placeOf(host)).toEqual(place);
});

it("says what an engine's address looks like", () => {
  expect(() => placeOf("ssh://x")).toThrow("unix:///path or tcp://name:port");
});
