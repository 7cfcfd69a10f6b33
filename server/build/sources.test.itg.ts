import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { client } from "@/server/buildkit/engine.fixture";
import { type Database, openDatabase } from "@/server/storage/database";
import {
  endOf,
  events,
  only,
  realFacts,
  realHome,
  requestOf,
  submit,
  type TestBuilds,
  testBuilds,
} from "./fixture";
import { solveRequest } from "./isolation";

let database: Database;
let builds: TestBuilds;
const buildkit = client();
const facts = realFacts();
beforeAll(async () => {
  database = await openDatabase();
  builds = await testBuilds(database, realHome);
});
afterAll(async () => {
  await builds.end();
  await database.close();
});

type Args = Record<string, string>;

/** What the engine says to a Dockerfile that none of our own reading has seen; null where it builds it. */
async function engineSays(text: string, buildArgs: Args = {}): Promise<string | null> {
  const context = { files: new Map([["Dockerfile", text]]), dockerfile: "Dockerfile" };
  const request = { target: null, buildArgs, noCache: false };
  const order = { id: randomUUID(), learner: "ann", context, request, at: 0, owner: "test" };
  const { tag: _, ...untagged } = solveRequest(order, facts, facts.slots[0] ?? null);
  return buildkit.solve(untagged).then(
    () => null,
    (error) => error.message,
  );
}

/** What a learner is told of it: at submission, or as the build's last event. */
async function learnerIsTold(text: string, buildArgs: Args = {}) {
  const request = only(text, { buildArgs });
  const submitted = await builds.submit("ann", request);
  if (!submitted.ok) return { ...submitted.fault, message: submitted.fault.detail };
  const last = await endOf(builds, request);
  return last?.type === "failed" ? last.failure : last;
}

const from = "FROM node:14-alpine";
const zeros = "0".repeat(64);

describe.each<[line: number, text: string, buildArgs?: Args]>([
  [1, "FROM python:3"],
  [1, "FROM attacker/node:14-alpine"],
  [1, "FROM node:latest"],
  [1, "FROM localhost:5000/node:14-alpine"],
  [1, "FROM gcr.io/library/node:14-alpine"],
  [1, "FROM registry-1.docker.io/library/node:14-alpine"],
  [1, "FROM index.docker.io/attacker/node:14-alpine"],
  [1, `FROM node:14-alpine@sha256:${zeros}`],
  [1, `FROM node@sha256:${zeros}`],
  [1, "FROM --platform=linux/arm64 attacker/evil"],
  [2, "ARG B=attacker/evil\nFROM $B"],
  [2, "ARG B\nFROM $B", { B: "attacker/evil" }],
  [2, "ARG B=node:14-alpine\nFROM $B", { B: "attacker/evil" }],
  [1, `FROM \${B:-attacker/evil}`],
  [2, `ARG B=x\nFROM \${B:+attacker/evil}`],
  [2, `ARG B=xattacker/evil\nFROM \${B#x}`],
  [2, `ARG B=attacker/evilx\nFROM \${B%x}`],
  [2, `ARG B=attacker/good\nFROM \${B/good/evil}`],
  [3, `ARG A=attacker\nARG B=\${A}/evil\nFROM $B`],
  [2, `${from}\nCOPY --from=attacker/evil / /x`],
  [2, `${from}\nRUN --mount=from=attacker/evil,target=/m true`],
  [2, `${from}\nRUN --mount=type=cache,from=attacker/evil,target=/m true`],
  [2, `${from} AS base\nONBUILD COPY --from=attacker/evil / /x\nFROM base`],
  [2, `${from} AS base\nONBUILD RUN --mount=from=attacker/evil,target=/m true\nFROM base`],
  [1, `# syntax=attacker/dockerfile:1\n${from}`],
  [1, `# syntax=gcr.io/docker/dockerfile:1\n${from}`],
  [1, `# syntax=docker/dockerfile:1@sha256:${zeros}\n${from}`],
  [1, `# syntax=docker/dockerfile:1-labs\n${from}`],
  [2, `#!/usr/bin/env x\n# syntax=attacker/dockerfile:1\n${from}`],
  [2, `${from}\nADD https://example.com/x /x`],
  [2, `${from}\nADD http://169.254.169.254/latest/meta-data /x`],
  [2, `${from}\nADD http://buildkit-session/of-another-build /x`],
  [2, `${from}\nARG U=https://example.com/x\nADD $U /x`],
  [2, `${from} AS base\nONBUILD ADD https://example.com/x /x\nFROM base`],
  [2, `${from}\nADD https://github.com/moby/moby.git /x`],
  [2, `${from}\nADD git@github.com:moby/moby.git /x`],
  [2, `${from}\nADD git://github.com/moby/moby.git#main /x`],
  [2, `${from}\nADD ssh://git@github.com/moby/moby.git /x`],
])("a source from outside, on line %i of %j", (line, text, buildArgs) => {
  test("is refused by the solver itself", async () => {
    expect(await engineSays(text, buildArgs)).toContain("denied by policy");
  });

  test("is explained at its line", async () => {
    expect(await learnerIsTold(text, buildArgs)).toMatchObject({
      kind: "refused",
      line,
      message: expect.stringMatching(
        /that the sandbox has|outside the sandbox|frontend from a registry/,
      ),
    });
  });
});

// What is not even a name to BuildKit; each a way into something else of its own or of its client's.
describe.each([
  [1, "FROM docker-image://node:14-alpine"],
  [1, `FROM oci-layout://x@sha256:${zeros}`],
  [1, "FROM local://context"],
  [1, "FROM https://github.com/moby/moby.git"],
  [1, `FROM ${zeros}`],
  [2, `${from}\nCOPY --from=https://example.com/x.git / /x`],
  [2, `${from}\nRUN --mount=from=docker-image://attacker/evil,target=/m true`],
  [3, `${from}\nARG B=attacker/evil\nCOPY --from=$B / /x`],
  [3, `${from}\nARG B=attacker/evil\nRUN --mount=from=$B,target=/m true`],
  [1, `// syntax=attacker/dockerfile:1\n${from}`],
  [1, `{"syntax":"attacker/dockerfile:1"}\n${from}`],
])("a scheme, a variable or a syntax that is none, on line %i of %j", (line, text) => {
  test("builds nothing, and is explained at its line", async () => {
    expect(await engineSays(text)).toMatch(/policy|invalid|variable expansion|unknown instruction/);
    expect(await learnerIsTold(text)).toMatchObject({
      kind: expect.stringMatching(/^(refused|dockerfile)$/),
      line,
    });
  });
});

test("no build argument loads another frontend", async () => {
  const buildArgs = { BUILDKIT_SYNTAX: "attacker/dockerfile:1" };
  expect(await engineSays(from, buildArgs)).toContain("denied by policy");
  expect(await learnerIsTold(from, buildArgs)).toMatchObject({ kind: "refused" });
});

test.each(["https://example.com/Dockerfile", "git@github.com:a/b.git", "http://[::1]/x"])(
  "the Dockerfile itself is a file of the context: %s is none",
  async (dockerfile) => {
    const submitted = await builds.submit("ann", requestOf({ Dockerfile: from }, { dockerfile }));
    expect(submitted).toMatchObject({ ok: false, fault: { kind: "dockerfile" } });
  },
);

test.each([
  "docker/dockerfile",
  "docker/dockerfile:1",
  "docker/dockerfile:1.7",
  "docker/dockerfile:1.7.1",
  "docker/dockerfile:latest",
  "docker.io/docker/dockerfile:1",
])("# syntax=%s needs no registry", async (image) => {
  const text = `# syntax=${image}\n${from}\nRUN <<EOF\ntrue\nEOF\n`;
  expect(await learnerIsTold(text)).toMatchObject({ type: "finished" });
});

test("the catalogue's images and nothing at all may be built on", async () => {
  for (const { ref } of facts.baseImages) expect(await engineSays(`FROM ${ref}`)).toBeNull();
  expect(await engineSays(`FROM docker.io/library/${facts.baseImages[0]?.ref}`)).toBeNull();
  expect(await engineSays("FROM scratch\nCOPY Dockerfile /")).toBeNull();
});

describe("another learner's image", () => {
  let names: string[];
  beforeAll(async () => {
    const build = await submit(builds, only(`${from}\nRUN echo secret >/secret`), "bob");
    const last = (await events(builds, build, undefined, "bob")).at(-1);
    if (last?.type !== "finished") throw new Error(JSON.stringify(last));
    const { id } = last.result.image;
    const hex = id.replace("sha256:", "");
    const tag = `stagecraft/${build}`;
    names = [tag, `${tag}:latest`, `docker.io/${tag}`, `${tag}@${id}`, id, hex, hex.slice(0, 12)];
  });

  test("can't be built on or copied from, by none of its names", async () => {
    for (const name of names) {
      for (const text of [`FROM ${name}`, `${from}\nCOPY --from=${name} /secret /`]) {
        expect(await engineSays(text), text).toMatch(/denied by policy|invalid|hexadecimal/);
        const line = text.split("\n").length;
        expect(await learnerIsTold(text), text).toMatchObject({ kind: "refused", line });
      }
    }
  });
});
