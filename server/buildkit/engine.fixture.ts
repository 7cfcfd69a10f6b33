import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type BuildKit, connectBuildKit } from "./client";
import { dialer } from "./dial";
import type { SolveRequest, SolveStatus } from "./types";

/** What these tests use of the sandbox's facts. */
type Sandbox = {
  readonly dockerHost: string;
  readonly cgroupVersion: 1 | 2;
  /** Without walls the engine is a foreign one, and may be on another machine. */
  readonly walls: { readonly slots: boolean };
  readonly slots: readonly { readonly cgroupParent: string | null }[];
  readonly baseImages: readonly { readonly ref: string }[];
};

const home = process.env.SANDBOX_HOME ?? "/var/lib/stagecraft/stagecraft";

export const sandbox: Sandbox = JSON.parse(readFileSync(join(home, "sandbox.json"), "utf8"));

export const dial = dialer(sandbox.dockerHost);

/** The smallest base image that has a shell. */
export const base =
  sandbox.baseImages.find(({ ref }) => ref.endsWith("-alpine"))?.ref ?? sandbox.baseImages[0]?.ref;

/** A client that is closed when the file's tests are over. */
export function client(): BuildKit {
  const buildkit = connectBuildKit(dial);
  afterAll(() => buildkit.close());
  return buildkit;
}

/** A build of one Dockerfile, whose lines come after `FROM` the base image. */
export function onBase(...lines: string[]): SolveRequest {
  return dockerfile(`FROM ${base}`, ...lines);
}

export function dockerfile(...lines: string[]): SolveRequest {
  return { files: new Map([["Dockerfile", lines.join("\n")]]), dockerfile: "Dockerfile" };
}

/** Makes an instruction one that no cache has seen. */
export function unseen(command: string): string {
  return `: ${randomUUID()}; ${command}`;
}

/** Gathers what a build says, and gives it as text. */
export function listener() {
  const heard: SolveStatus[] = [];
  return {
    heard,
    onStatus: (status: SolveStatus) => void heard.push(status),
    log: () =>
      Buffer.concat(heard.flatMap(({ logs }) => logs.map(({ data }) => data))).toString("utf8"),
    vertex: (part: string) =>
      heard.flatMap(({ vertexes }) => vertexes).findLast(({ name }) => name.includes(part)),
  };
}

/** The build logs of `commands`, each run as an instruction of one image. */
export async function output(
  buildkit: BuildKit,
  request: SolveRequest,
): Promise<ReturnType<typeof listener>> {
  const told = listener();
  await buildkit.solve(request, told);
  return told;
}

/** Takes an image out of the engine again. */
export async function removeImage(name: string): Promise<void> {
  const connection = await dial();
  await new Promise((resolve, reject) => {
    const path = `/images/${name}?force=true`;
    const headers = { host: "engine", connection: "close" };
    request({ method: "DELETE", path, headers, createConnection: () => connection }, (answer) =>
      answer.resume().on("end", resolve),
    )
      .on("error", reject)
      .end();
  });
}
