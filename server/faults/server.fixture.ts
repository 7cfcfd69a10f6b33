import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Build } from "@/domain/build/build";
import { type BuildEvent, buildEvent, isLast } from "@/domain/build/events";
import { health } from "@/domain/health";
import type { Problem } from "@/domain/problem";
import { buildSite, serverFile } from "@/scripts/lib/build.mjs";
import { realHome } from "@/server/build/fixture";
import { prepareDatabase } from "@/server/storage/prepare";

/** Builds the site that the tests serve, unless it is built. */
export const site = () => buildSite();

/** A build that takes so many seconds, never cached. */
export const taking = (seconds: number, then = "true") => ({
  files: {
    Dockerfile: `FROM node:14-alpine\nRUN echo ${randomUUID()}; sleep ${seconds}; ${then}\n`,
  },
});

export const sleeping = (event: BuildEvent) =>
  event.type === "vertex" && event.state === "running" && event.instruction.startsWith("RUN");

type Started = { readonly child: ChildProcess; readonly exited: Promise<number | string | null> };

export type Server = Awaited<ReturnType<typeof serve>>;

let prepared: Promise<string> | undefined;

/** Puts the files of a new database there, made once for all: each server would make its own first. */
async function fillWithDatabase(dataFolder: string): Promise<void> {
  prepared ??= (async () => {
    const template = join(mkdtempSync(join(tmpdir(), "database-")), "postgres");
    await prepareDatabase(template);
    process.once("exit", () => rmSync(dirname(template), { recursive: true, force: true }));
    return template;
  })();
  cpSync(await prepared, join(dataFolder, "postgres"), { recursive: true });
}

/** What the real server takes from its surroundings. */
export async function surroundings(dataFolder: string) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production" as const,
    HOSTNAME: "127.0.0.1",
    PORT: String(await freePort()),
    PREVIEW_PORT: String(await freePort()),
    SANDBOX_HOME: realHome,
    STAGECRAFT_DATA: dataFolder,
  };
}

/** The real server, in a process of its own, on a data folder; it may be ended and started again. */
export async function serve(dataFolder: string) {
  const env = await surroundings(dataFolder);
  await fillWithDatabase(dataFolder);
  const origin = `http://127.0.0.1:${env.PORT}`;
  let running: Started | undefined;
  let said = "";

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [serverFile], { stdio: ["ignore", "pipe", "pipe"], env });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const exited = new Promise<number | string | null>((resolve) =>
      child.once("exit", (code, signal) => resolve(signal ?? code)),
    );
    running = { child, exited };
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
      const answer = await fetch(`${origin}/api/limits`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | string | null> {
    if (!running) return null;
    running.child.kill(signal);
    const how = await running.exited;
    running = undefined;
    return how;
  }

  const exited = async () => running?.exited;
  return {
    ...client(origin),
    start,
    end,
    exited,
    pid: () => running?.child.pid ?? 0,
    said: () => said,
  };
}

/** A caller of the API with a cookie jar. */
export function client(origin: string) {
  let cookie = "";

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { "content-type": "application/json", cookie, ...init.headers };
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return response;
  }

  async function post(body: unknown): Promise<Response> {
    return call("/api/builds", { method: "POST", body: JSON.stringify(body) });
  }

  return {
    origin,
    call,
    post,
    cookie: () => cookie,
    async submit(body: unknown): Promise<string> {
      const response = await post(body);
      if (response.status !== 202) throw new Error(await response.text());
      return ((await response.json()) as { id: string }).id;
    },
    async build(id: string): Promise<Build> {
      return (await call(`/api/builds/${id}`)).json() as Promise<Build>;
    },
    async refusal(body: unknown): Promise<{ problem: Problem; retryAfter: string | null }> {
      const response = await post(body);
      const retryAfter = response.headers.get("retry-after");
      return { problem: (await response.json()) as Problem, retryAfter };
    },
    health: async () => health.parse(await (await call("/api/health")).json()),
    /** One number of `GET /api/metrics`. */
    async metric(name: string): Promise<number> {
      const text = await (await call("/api/metrics")).text();
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    },
    /** Reads a build's events after one, until its last or one that fits, over a connection of its own. */
    async events(
      id: string,
      until: (event: BuildEvent) => boolean = () => false,
      after = 0,
    ): Promise<BuildEvent[]> {
      const leaving = new AbortController();
      const headers = { "last-event-id": String(after) };
      const response = await call(`/api/builds/${id}/events`, { headers, signal: leaving.signal });
      const read: BuildEvent[] = [];
      let text = "";
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data === undefined) continue;
          const event = buildEvent.parse(JSON.parse(data));
          read.push(event);
          if (!until(event) && !isLast(event)) continue;
          leaving.abort();
          return read;
        }
      }
      return read;
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}
