import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildEvent } from "@/domain/build/events";
import { buildRequest } from "@/domain/build/request";
import { type SandboxFacts, type SandboxStatus, sandboxFacts } from "@/domain/sandbox/sandbox";
import { openImages } from "@/server/image/images";
import { openSandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import { type Builds, type BuildsOptions, openBuilds } from "./builds";
import { reapImages } from "./reaper";

/** The home folder of the sandbox that integration tests use. */
export const realHome = process.env.SANDBOX_HOME ?? "/var/lib/stagecraft/stagecraft";

/** The facts of that sandbox. */
export function realFacts(): SandboxFacts {
  return sandboxFacts.parse(JSON.parse(readFileSync(join(realHome, "sandbox.json"), "utf8")));
}

/** A home folder of a test's own, which says whatever the test wants. */
export function fakeHome() {
  const folder = mkdtempSync(join(tmpdir(), "home-"));
  const put = (name: string, value: unknown) => {
    writeFileSync(join(folder, `${name}.new`), JSON.stringify(value));
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };
  return {
    folder,
    say(state: SandboxStatus["state"], message: string) {
      const updatedAt = new Date().toISOString();
      put("status.json", { state, message, progress: null, phases: [], updatedAt });
    },
    facts: (facts: SandboxFacts) => put("sandbox.json", facts),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The two Dockerfiles of the tutorial, with what they build. */
export const seed = {
  "index.js": `const express = require('express');
const app = express();
app.get('/', (req, res) => res.send('Hello World!'));
app.listen(3000);
`,
  "package.json": JSON.stringify({
    name: "my-node-app",
    version: "1.0.0",
    main: "index.js",
    dependencies: { express: "4" },
  }),
  Dockerfile: `FROM node:14 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .

FROM node:14-alpine
WORKDIR /app
COPY --from=builder /app .
EXPOSE 3000
CMD ["node", "index.js"]
`,
  "Dockerfile.simple": `FROM node:14
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .
EXPOSE 3000
CMD ["node", "index.js"]
`,
};

/** A request to build these files. */
export function requestOf(files: Record<string, string>, more: object = {}) {
  return buildRequest.parse({ files, ...more });
}

/** A request to build a Dockerfile alone. */
export const only = (dockerfile: string, more: object = {}) =>
  requestOf({ Dockerfile: dockerfile }, more);

export type TestBuilds = Builds & { readonly complaints: string[]; end(): Promise<void> };

/** Builds of a test's own, over a sandbox by its home folder; their images go with `end`. */
export async function testBuilds(
  database: Database,
  home: string,
  more: Partial<BuildsOptions> = {},
): Promise<TestBuilds> {
  const sandbox = openSandbox(home);
  const complaints: string[] = [];
  const complain = (what: string) => {
    complaints.push(what);
    return "reference";
  };
  const images = openImages({ sandbox, database, now: Date.now, complain });
  const owner = more.owner ?? `test-${randomUUID()}`;
  const builds = await openBuilds({
    database,
    sandbox,
    inspector: images.inspector,
    now: Date.now,
    newId: randomUUID,
    owner,
    complain,
    ...more,
  });
  return {
    ...builds,
    complaints,
    async end() {
      const docker = sandbox.engine()?.docker;
      await builds.close();
      await images.close();
      await sandbox.close();
      if (docker) await reapImages(docker, owner, Date.now(), { lifetimeMs: 0, ceiling: 0 });
    },
  };
}

/** Submits, and gives the build's id; throws where it is not taken. */
export async function submit(
  builds: Builds,
  request: Parameters<Builds["submit"]>[1],
  learner = "ann",
): Promise<string> {
  const submitted = await builds.submit(learner, request);
  if (!submitted.ok) throw new Error(submitted.fault.detail);
  return submitted.value.id;
}

/** Reads a build's events until its last, or until one fits. */
export async function events(
  builds: Builds,
  id: string,
  until: (event: BuildEvent) => boolean = () => false,
  learner = "ann",
): Promise<BuildEvent[]> {
  const journal = await builds.journal(id, learner);
  if (!journal) throw new Error(`no build ${id} of ${learner}`);
  const read: BuildEvent[] = [];
  for await (const event of journal.follow(0, new AbortController().signal)) {
    read.push(event);
    if (until(event)) break;
  }
  return read;
}

/** Builds to the end, and gives the last event. */
export async function endOf(
  builds: Builds,
  request: Parameters<Builds["submit"]>[1],
  learner = "ann",
): Promise<BuildEvent | undefined> {
  return (await events(builds, await submit(builds, request, learner), undefined, learner)).at(-1);
}
