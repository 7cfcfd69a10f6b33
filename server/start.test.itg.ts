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
  "%s ends the process, though somebody reads a stream that has no end",
  async (signal) => {
    const { child, up, ended } = started();
    await up;
    child.kill(signal);
    expect(await ended).toBe(0);
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

test("a process that somebody owns ends with its owner, however that went", async () => {
  const owner = spawn(
    "sh",
    ["-c", `"$0" --import tsx --input-type=module --eval "$1" & wait`, process.execPath, program],
    {
      cwd: root,
      env: {
        ...process.env,
        STAGECRAFT_DATA: folder,
        STAGECRAFT_OWNED: "1",
        PREVIEW_PORT: "0",
        NODE_ENV: "production",
      },
    },
  );
  children.push(owner);
  let said = "";
  await new Promise<void>((resolve) =>
    owner.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("started")) resolve();
    }),
  );
  owner.kill("SIGKILL");
  // The process that is left holds the pipe: its end is the process's end.
  await new Promise((resolve) => owner.stdout.once("close", resolve));
  expect(said).toContain("started");
});
