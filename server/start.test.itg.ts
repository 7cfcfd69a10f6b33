import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
let folder = "";
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const program = `
import { start } from "@/server/start";
import { runtime } from "@/server/runtime";
start();
void runtime().then(async ({ sandbox, builds }) => {
  void (async () => {
    for await (const _ of sandbox.follow(new AbortController().signal));
  })();
  console.log("started", JSON.stringify(builds.counts()));
});
`;

/** The services alone, in a process of their own, with a stream that somebody reads. */
function started() {
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  const env = {
    ...process.env,
    STAGECRAFT_DATA: folder,
    PREVIEW_PORT: "0",
    NODE_ENV: "production",
  };
  const child = spawn(process.execPath, args, { cwd: root, env: env as NodeJS.ProcessEnv });
  children.push(child);
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const up = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("started")) resolve();
      });
    }
  });
  return { child, up, ended, said: () => said };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends an idle process well within a second",
  async (signal) => {
    const { child, up, ended } = started();
    await up;
    const before = performance.now();
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(1000);
  },
);

test("a second process on the same data folder is refused, and a third after a crash is not", async () => {
  const first = started();
  await first.up;
  const second = started();
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain("Another Stagecraft is running on the data folder");
  first.child.kill("SIGKILL");
  await first.ended;
  const third = started();
  await third.up;
  expect(third.said()).toContain('"waiting":0');
});
