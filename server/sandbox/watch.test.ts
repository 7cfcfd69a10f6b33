import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isReady, readSandbox, type SandboxNews, watchSandbox } from "./watch";

let parent = "";
let home = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "sandbox-"));
  home = join(parent, "home");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const status = (state: string, message = state) => ({
  state,
  message,
  progress: null,
  phases: [],
  updatedAt: "2026-01-01T00:00:00Z",
});
const facts = {
  name: "t",
  dockerHost: "unix:///nowhere/docker.sock",
  engineVersion: "28.5.2",
  cgroupVersion: 1,
  walls: {},
  slots: [],
  hosts: {},
  ingressSocket: null,
  registry: null,
  baseImages: [],
  updatedAt: "2026-01-01T00:00:00Z",
};
async function put(name: string, value: unknown) {
  await mkdir(home, { recursive: true });
  await writeFile(join(home, `${name}.new`), JSON.stringify(value));
  await rename(join(home, `${name}.new`), join(home, name));
}

test("a home folder that is not there is an absent sandbox", async () => {
  expect((await readSandbox(home)).status.state).toBe("absent");
});

test("half a file is an absent sandbox, not an error", async () => {
  await mkdir(home);
  await writeFile(join(home, "status.json"), '{"state": "rea');
  expect((await readSandbox(home)).status.state).toBe("absent");
});

test("ready means ready with facts", async () => {
  await put("status.json", status("ready"));
  expect(isReady(await readSandbox(home))).toBe(false);
  await put("sandbox.json", facts);
  expect(isReady(await readSandbox(home))).toBe(true);
  await put("status.json", status("stopped"));
  expect(isReady(await readSandbox(home))).toBe(false);
});

test("news arrive as they happen, from before the folder is there, and none twice", async () => {
  const heard: string[] = [];
  const hear = ({ status }: SandboxNews) => heard.push(`${status.state}: ${status.message}`);
  const watcher = watchSandbox(home, hear, 10);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  await put("status.json", status("starting", "engine"));
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  await put("status.json", status("starting", "engine"));
  await put("status.json", status("starting", "images"));
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  watcher.stop();
  await put("status.json", status("failed"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(heard).toEqual([
    "absent: There is no sandbox yet.",
    "starting: engine",
    "starting: images",
  ]);
});
