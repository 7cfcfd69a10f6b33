import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SLOT_HOST, slotTable } from "./slots.mjs";

const ID = "suj2t000437pvi4t34a19zk3y";
const HOSTS = "127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n";
const SPARE = `/stagecraft-x/spare/buildkit/${ID}`;

let folder;
let executor;
let bundle;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runc-"));
  executor = join(folder, "executor");
  bundle = join(executor, ID);
  mkdirSync(bundle, { recursive: true });
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/runc"), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', {
    mode: 0o755,
  });
  writeFileSync(join(folder, "slots"), slotTable({ name: "x", slots: 2 }));
});
afterEach(() => rmSync(folder, { recursive: true }));

const slot = (number) => `127.0.0.${number}\t${SLOT_HOST}\n`;

/** BuildKit's file for one instruction; gives its mount. */
function hostsFile(text) {
  const source = join(executor, "hosts.kv0a1");
  writeFileSync(source, text);
  return { destination: "/etc/hosts", type: "bind", source, options: ["ro", "rbind"] };
}

/** Runs a container's configuration through, and gives the cgroup that it has then. */
function cgroupOf({ mounts, args = ["true"], cgroupsPath = SPARE, command = "run" }) {
  const config = { process: { args }, mounts, linux: { cgroupsPath } };
  writeFileSync(join(bundle, "config.json"), `${JSON.stringify(config)}\n`);
  runc("--log", "x", command, "--bundle", bundle, "--keep", ID);
  expect(readdirSync(bundle)).toEqual(["config.json"]);
  const { linux, ...others } = JSON.parse(readFileSync(join(bundle, "config.json"), "utf8"));
  expect(others).toEqual({ process: { args }, mounts });
  return linux.cgroupsPath;
}

/** The capabilities that a container has then. */
function capabilitiesOf(names, args = ["true"]) {
  const config = { process: { args, capabilities: { bounding: names } } };
  writeFileSync(join(bundle, "config.json"), JSON.stringify(config));
  runc("run", "--bundle", bundle, ID);
  const { process } = JSON.parse(readFileSync(join(bundle, "config.json"), "utf8"));
  expect(process.args).toEqual(args);
  return process.capabilities.bounding;
}

function runc(...args) {
  const own = join(import.meta.dirname, "bin");
  const PATH = [own, join(folder, "bin"), process.env.PATH].join(":");
  const env = { PATH, SANDBOX_SLOTS: join(folder, "slots") };
  return spawnSync(join(own, "runc"), args, { env, encoding: "utf8" });
}

describe("a build's container", () => {
  it.each([
    [["CAP_NET_RAW", "CAP_CHOWN"]],
    [["CAP_CHOWN", "CAP_NET_RAW"]],
    [["CAP_CHOWN", "CAP_NET_RAW", "CAP_FOWNER"]],
  ])("opens no raw socket (%j)", (names) => {
    const words = ['"CAP_NET_RAW",', '["CAP_CHOWN","CAP_NET_RAW"]'];
    expect(capabilitiesOf(names, words)).toEqual(names.filter((name) => name !== "CAP_NET_RAW"));
  });

  it("goes below the slot that its hosts name", () => {
    expect(cgroupOf({ mounts: [hostsFile(HOSTS + slot(2))] })).toBe(
      `/stagecraft-x/slot-1/buildkit/${ID}`,
    );
  });

  it.each([
    ["names none", HOSTS],
    ["names one that is not there", HOSTS + slot(3)],
    ["names another host like it", `${HOSTS}127.0.0.1\tno-${SLOT_HOST}\n`],
  ])("stays where it is when it %s", (_, text) => {
    expect(cgroupOf({ mounts: [hostsFile(text)] })).toBe(SPARE);
  });

  it("stays where it is when its file is gone", () => {
    const mount = hostsFile("");
    rmSync(mount.source);
    expect(cgroupOf({ mounts: [mount] })).toBe(SPARE);
  });

  it("stays where its client put it", () => {
    const cgroupsPath = `/another/buildkit/${ID}`;
    expect(cgroupOf({ mounts: [hostsFile(slot(1))], cgroupsPath })).toBe(cgroupsPath);
  });
});

describe("an instruction can't choose", () => {
  it("by a file of its own at /etc/hosts", () => {
    const source = join(folder, "hosts.of-a-layer");
    writeFileSync(source, slot(1));
    const mount = { destination: "/etc/hosts", type: "bind", source };
    expect(cgroupOf({ mounts: [mount] })).toBe(SPARE);
    expect(cgroupOf({ mounts: [mount, hostsFile(slot(2)), mount] })).toContain("/slot-1/");
  });

  it("by a host name that has lines", () => {
    const text = `127.0.0.1\tlocalhost x\n${slot(1)}\n${slot(2)}`;
    expect(cgroupOf({ mounts: [hostsFile(text)] })).toContain("/slot-1/");
  });

  it("by words that look like a configuration", () => {
    const mine = JSON.stringify(hostsFile(slot(1)));
    const args = [mine, `{`, `"cgroupsPath":"${SPARE}"`];
    const elsewhere = { destination: mine, type: "tmpfs", source: "tmpfs" };
    expect(cgroupOf({ mounts: [elsewhere], args })).toBe(SPARE);
  });
});

describe("whatever is not a build's", () => {
  it("is left alone", () => {
    expect(cgroupOf({ mounts: [hostsFile(slot(1))], command: "create" })).toBe(SPARE);
  });

  it("reaches the engine's runc as it was said, and its end is the end", () => {
    const said = ["--root", "/a b", "exec", "x", "sh", "-c", "echo 'run' --bundle"];
    expect(runc(...said)).toMatchObject({ status: 7, stdout: `${said.join("\n")}\n` });
    expect(runc("run", "--bundle")).toMatchObject({ status: 7 });
    expect(runc("run", "--bundle", "/nowhere/x")).toMatchObject({ status: 7, stderr: "" });
  });
});
