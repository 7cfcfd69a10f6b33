import { spawn, spawnSync } from "node:child_process";
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

const own = join(import.meta.dirname, "bin");
const env = () => ({
  PATH: [own, join(folder, "bin"), process.env.PATH].join(":"),
  SANDBOX_SLOTS: join(folder, "slots"),
  SANDBOX_CONTAINERS: join(folder, "containers"),
});

function runc(...args) {
  return spawnSync(join(own, "runc"), args, { env: env(), encoding: "utf8" });
}

describe("a build's container", () => {
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

it("can send no raw packets, and keeps what else it may", () => {
  const sets = {
    bounding: ["CAP_CHOWN", "CAP_NET_RAW", "CAP_KILL"],
    effective: ["CAP_NET_RAW"],
    permitted: ["CAP_KILL", "CAP_NET_RAW"],
    inheritable: [],
  };
  const args = ["CAP_NET_RAW", 'x "capabilities":{"CAP_NET_RAW",'];
  const config = {
    process: { args, capabilities: sets },
    mounts: [hostsFile(slot(1))],
    linux: { cgroupsPath: SPARE },
  };
  writeFileSync(join(bundle, "config.json"), JSON.stringify(config));
  runc("run", "--bundle", bundle, "--keep", ID);
  expect(JSON.parse(readFileSync(join(bundle, "config.json"), "utf8")).process).toEqual({
    args,
    capabilities: {
      bounding: ["CAP_CHOWN", "CAP_KILL"],
      effective: [],
      permitted: ["CAP_KILL"],
      inheritable: [],
    },
  });
});

describe("an instruction can't choose", () => {
  const own = () => {
    const source = join(folder, "hosts.of-a-layer");
    writeFileSync(source, slot(1));
    return { destination: "/etc/hosts", type: "bind", source };
  };

  it("by a file of its own at /etc/hosts beside BuildKit's", () => {
    expect(cgroupOf({ mounts: [own(), hostsFile(slot(2)), own()] })).toContain("/slot-1/");
  });

  it("by a file of its own in place of BuildKit's: it does not run", () => {
    const linux = { cgroupsPath: SPARE };
    writeFileSync(join(bundle, "config.json"), JSON.stringify({ mounts: [own()], linux }));
    const ran = runc("run", "--bundle", bundle, "--keep", ID);
    expect(ran.status).not.toBe(7);
    expect(ran.stderr).toContain("may not mount anything at /etc/hosts");
  });

  it("by a host name that has lines", () => {
    const text = `127.0.0.1\tlocalhost x\n${slot(1)}\n${slot(2)}`;
    expect(cgroupOf({ mounts: [hostsFile(text)] })).toContain("/slot-1/");
  });

  it("by words that look like a configuration", () => {
    const mine = JSON.stringify(hostsFile(slot(1)));
    const args = [mine, `{`, `"cgroupsPath":"${SPARE}"`];
    const elsewhere = { destination: mine, type: "tmpfs", source: "tmpfs" };
    expect(cgroupOf({ mounts: [elsewhere, hostsFile(HOSTS)], args })).toBe(SPARE);
  });
});

describe("the meter's record", () => {
  const records = () => join(folder, "containers");
  const record = () => readFileSync(join(records(), ID), "utf8");
  const layer = (name, mode) => {
    const source = join(folder, "overlay2", name, "diff");
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, "kept"), "x".repeat(5000));
    return { destination: `/${name}`, type: "bind", source, options: [mode, "rbind"] };
  };
  beforeEach(() => mkdirSync(records()));

  it("has the cgroup, and what lay in each folder that can be written", () => {
    const [cache, bound] = [layer("cache", "rw"), layer("bound", "ro")];
    cgroupOf({ mounts: [hostsFile(slot(2)), cache, bound] });
    const [first, ...others] = record().trimEnd().split("\n");
    expect(first).toBe(`cgroup /stagecraft-x/slot-1/buildkit/${ID}`);
    expect(others).toHaveLength(1);
    const [, bytes, files, path] = others[0].split(" ");
    expect(Number(bytes)).toBeGreaterThanOrEqual(5000);
    expect([files, path]).toEqual(["2", cache.source]);
  });

  it("is closed when the container is deleted", () => {
    cgroupOf({ mounts: [hostsFile(slot(1))] });
    runc("--log", "x", "delete", "--force", ID);
    expect(readdirSync(records()).filter((name) => name.startsWith(ID))).toEqual([`${ID}.ended`]);
  });

  it("is not closed by the end of a container that has none", () => {
    expect(runc("delete", "another")).toMatchObject({ status: 7 });
    expect(readdirSync(records())).toEqual([]);
  });
});

it("runs no more than four instructions of a slot at once", async () => {
  mkdirSync(join(folder, "containers"));
  const lives = join(folder, "lives");
  mkdirSync(lives);
  const most = join(folder, "most");
  const script = `#!/bin/sh\nmkdir ${lives}/$$; ls ${lives} | wc -l >>${most}; sleep 0.2; rmdir ${lives}/$$\n`;
  writeFileSync(join(folder, "bin/runc"), script, { mode: 0o755 });
  const mounts = [hostsFile(slot(1))];
  const started = Array.from({ length: 9 }, (_, n) => {
    const id = `a${n}`;
    mkdirSync(join(executor, id));
    const config = { mounts, linux: { cgroupsPath: `/stagecraft-x/spare/buildkit/${id}` } };
    writeFileSync(join(executor, id, "config.json"), JSON.stringify(config));
    const ran = spawn(join(own, "runc"), ["run", "--bundle", join(executor, id), id], {
      env: env(),
    });
    return new Promise((resolve) => ran.on("exit", resolve));
  });
  expect(await Promise.all(started)).toEqual(started.map(() => 0));
  const counts = readFileSync(most, "utf8").trim().split("\n").map(Number);
  expect(counts).toHaveLength(9);
  expect(Math.max(...counts)).toBe(4);
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
