import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failure } from "../build/failure";
import { explain, type Failed } from "./explain";
import { explanations } from "./explanations";

const failed = (more: Partial<Failed>): Failed => ({
  message: "",
  tail: [],
  files: ["Dockerfile", "package.json", "index.js"],
  stages: ["builder", "1"],
  instructions: [],
  catalogue: ["node:14", "node:14-alpine"],
  ...more,
});
const run = (tail: string, exitCode = 1) =>
  failed({
    message: `process "/bin/sh -c x" did not complete successfully: exit code: ${exitCode}`,
    exitCode,
    instruction: { keyword: "RUN", text: "RUN x", line: 4 },
    tail: tail.split("\n"),
  });
const copy = (text: string, path: string) =>
  failed({
    message: `failed to compute cache key: failed to calculate checksum of ref a::b: "${path}": not found`,
    instruction: { keyword: "COPY", text, line: 3 },
  });

describe("the engine's words", () => {
  test.each([
    [
      "unknown-instruction",
      "dockerfile",
      "dockerfile parse error on line 3: unknown instruction: RUNN (did you mean RUN?)",
      "`RUNN` is not an instruction. Did you mean `RUN`?",
    ],
    [
      "unknown-target",
      "dockerfile",
      'target stage "bulider" could not be found',
      "No stage is named `bulider`. Did you mean `builder`?",
    ],
    [
      "unknown-target",
      "dockerfile",
      "target stage x could not be found",
      "No stage is named `x`. The stages are `builder`, `1`.",
    ],
    [
      "no-dockerfile",
      "dockerfile",
      "failed to read dockerfile: open Dockerfile: no such file or directory",
      "There is no file named `Dockerfile` to build from.",
    ],
    [
      "empty",
      "dockerfile",
      "file with no instructions",
      "The Dockerfile has no `FROM`, so there is nothing to start from.",
    ],
    [
      "circular",
      "dockerfile",
      "circular dependency detected on stage: a",
      "The stage `a` needs itself, directly or through others, so it can't ever be built.",
    ],
    [
      "parse",
      "dockerfile",
      "dockerfile parse error on line 2: EXPOSE requires at least one argument",
      "The Dockerfile does not parse here: `EXPOSE requires at least one argument`.",
    ],
    [
      "policy",
      "refused",
      "python:3: failed to resolve source metadata for docker.io/library/python:3: could not resolve image due to policy: source denied by policy",
      "`python:3` is not an image that the sandbox has. The sandbox has `node:14`, `node:14-alpine`.",
    ],
    [
      "policy",
      "refused",
      "bulider: failed to resolve source metadata for docker.io/library/bulider:latest: source denied by policy",
      "`bulider` is not an image that the sandbox has. Did you mean `builder`?",
    ],
    [
      "policy",
      "refused",
      'source "docker-image://ghcr.io/a/b:1" not allowed by policy',
      "`ghcr.io/a/b:1` is not an image that the sandbox has. The sandbox has `node:14`, `node:14-alpine`.",
    ],
    [
      "policy",
      "refused",
      'source "https://evil.test/x" not allowed by policy',
      "`https://evil.test/x` is outside the sandbox; a build can't fetch from there.",
    ],
    [
      "policy",
      "refused",
      'source "git://evil.test/a/b.git#main" denied by policy',
      "`git://evil.test/a/b.git#main` is outside the sandbox; a build can't fetch from there.",
    ],
    [
      "from-variable",
      "dockerfile",
      "variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround",
      "`from=` takes no variable. Give the image a stage of its own, whose `FROM` has the variable, and name that stage here.",
    ],
    [
      "no-user",
      "dockerfile",
      'process "/bin/sh -c ls" did not complete successfully: unable to find user x: no matching entries in passwd file',
      "This image has no user named `x`.",
    ],
    [
      "network-mode",
      "refused",
      "network.host is not allowed",
      "`RUN --network=host` would reach the host's network; the sandbox allows no build to.",
    ],
    [
      "device",
      "refused",
      "device feature is only supported in Dockerfile frontend 1.14.0-labs or later",
      "`RUN --device` would reach a device of the host; the sandbox allows no build to.",
    ],
    [
      "ssh",
      "refused",
      'no SSH key "" forwarded from the client',
      "`--mount=type=ssh` needs a key of yours; no key reaches the sandbox.",
    ],
    [
      "secret",
      "refused",
      "secret npmrc: not found",
      "`--mount=type=secret` needs a secret of yours, `npmrc`; no secret reaches the sandbox.",
    ],
  ])("%s (%s): %s", (id, kind, message, words) => {
    expect(explain(failed({ message }))).toMatchObject({ id, kind, message: words });
  });
});

describe("the output of an instruction", () => {
  test.each([
    [
      "command-not-found",
      "/bin/sh: 1: tsc: not found",
      127,
      "This image has no command named `tsc`.",
    ],
    ["command-not-found", "/bin/sh: apk: not found", 127, "This image has no command named `apk`."],
    [
      "command-not-found",
      "sh: line 1: foo: command not found",
      127,
      "This image has no command named `foo`.",
    ],
    ["command-not-found", "", 127, "This image has no such command."],
    [
      "npm-missing-script",
      "npm ERR! missing script: build",
      1,
      "`package.json` has no script named `build`.",
    ],
    [
      "npm-missing-script",
      'npm error Missing script: "build"',
      1,
      "`package.json` has no script named `build`.",
    ],
    [
      "npm-not-found",
      "npm ERR! code E404\nnpm ERR! 404  'expres@^4' is not in the npm registry.",
      1,
      "npm found no `expres@^4`: check its name and version in `package.json`.",
    ],
    [
      "npm-not-found",
      "npm ERR! code ETARGET\nnpm ERR! notarget No matching version found for express@99.",
      1,
      "npm found no `express@99`: check its name and version in `package.json`.",
    ],
    ["npm-json", "npm ERR! code EJSONPARSE", 1, "`package.json` is not valid JSON."],
    [
      "npm-no-package",
      "npm ERR! enoent ENOENT: no such file or directory, open '/app/package.json'",
      254,
      "npm found no `package.json` here. Copy it in before this instruction.",
    ],
    [
      "npm-lock",
      "npm ERR! cipm can only install packages with an existing package-lock.json",
      1,
      "`npm ci` needs a `package-lock.json` that fits `package.json`. Copy it in before, or use `npm install`.",
    ],
    [
      "network",
      "npm ERR! request to https://x/ failed, reason: getaddrinfo ENOTFOUND evil.test",
      1,
      "`evil.test` can't be reached: builds in the sandbox only reach the package registry.",
    ],
    [
      "network",
      "wget: bad address 'example.com'",
      1,
      "`example.com` can't be reached: builds in the sandbox only reach the package registry.",
    ],
    [
      "node-module",
      "Error: Cannot find module 'express'",
      1,
      "Node found no package `express` in the image. Is it in `package.json` and installed before this?",
    ],
    [
      "node-module",
      "Error: Cannot find module '/app/index.js'",
      1,
      "Node found no file `/app/index.js` in the image. Is it copied in before this instruction?",
    ],
    [
      "permission",
      "/bin/sh: ./x: Permission denied",
      126,
      "The command was not permitted: a file that isn't executable, or a user without the right.",
    ],
    [
      "no-space",
      "dd: error writing 'x': No space left on device",
      1,
      "There is no room left where this instruction writes. Memory file systems such as `/dev/shm` are small.",
    ],
    [
      "open-files",
      "Error: EMFILE: too many open files, open '/a'",
      1,
      "A process held more files open than a build may: 16,384.",
    ],
    [
      "file-size",
      "dd: error writing 'x': File too large",
      1,
      "A file grew larger than a build may write: 2 GiB.",
    ],
    ["exit-code", "whatever", 3, "The command on line 4 ended with exit code 3."],
  ])("%s: %j, %i", (id, tail, exitCode, message) => {
    expect(explain(run(tail, exitCode))).toMatchObject({ id, message, line: 4 });
  });
});

describe("COPY", () => {
  test.each([
    [
      "COPY pakage.json .",
      "/pakage.json",
      "There is no `pakage.json` among the project's files, so it can't be copied. Did you mean `package.json`?",
    ],
    ["COPY src .", "/src", "There is no `src` among the project's files, so it can't be copied."],
    ["COPY --from=builder /dist .", "/dist", "There is no `/dist` in `builder` to copy."],
  ])("%s", (text, path, message) => {
    expect(explain(copy(text, path))).toEqual({
      id: "copy-missing",
      kind: "dockerfile",
      message,
      line: 3,
    });
  });
});

test("COPY from a stage whose files are there at once", () => {
  const instruction = { keyword: "COPY", text: "COPY --from=builder /dist .", line: 3 };
  const message = "lstat /dist: no such file or directory";
  expect(explain(failed({ message, instruction })).message).toBe(
    "There is no `/dist` in `builder` to copy.",
  );
});

test("the line is the engine's, else the instruction's, else what the words say", () => {
  const instructions = [{ text: "FROM node:14", line: 1, endLine: 9 }];
  expect(explain({ ...run("x"), instructions, line: 10 }).line).toBe(4);
  expect(explain({ ...run("x"), instructions, line: 9 }).line).toBe(9);
  expect(explain({ ...run("x"), instructions }).line).toBe(4);
  const message = "dockerfile parse error on line 7: x";
  expect(explain(failed({ message, instructions })).line).toBe(7);
});

test.each([
  ['source "docker-image://docker.io/library/nginx:latest" denied by policy', "nginx"],
  ['source "https://example.com/x" denied by policy', "example.com"],
  ["failed to load LLB: network.host is not allowed", "--network=host"],
  ["invalid stage index 7", "--from=7"],
  ['source "git://evil.test/a/b.git" denied by policy', "git@evil.test:a/b.git"],
  ["variable expansion is not supported for --from", "--from=$X"],
])("%s: the guilty line is found", (message, text) => {
  const instructions = [
    "FROM node:14",
    "RUN --network=host true",
    "ADD https://example.com/x /x",
    "COPY --from=nginx /a /b",
    "COPY --from=7 /a /b",
    "ADD git@evil.test:a/b.git /x",
    "COPY --from=$X /a /b",
  ].map((text, index) => ({ text, line: index + 1, endLine: index + 1 }));
  const { line = 0 } = explain(failed({ message, instructions }));
  expect(instructions[line - 1]?.text).toContain(text);
});

test("what a trigger does wrong is on its line, not where it is pulled", () => {
  const message = 'source "docker-image://docker.io/a/evil:latest" denied by policy';
  const instructions = [
    { text: "FROM node:14 AS base", line: 1, endLine: 1 },
    { text: "ONBUILD COPY --from=a/evil / /x", line: 2, endLine: 2 },
    { text: "FROM base", line: 3, endLine: 3 },
  ];
  expect(explain(failed({ message, line: 3, instructions })).line).toBe(2);
});

test("what a command quotes or prints is not taken for the engine's words", () => {
  const message = `process "/bin/sh -c echo unknown instruction: X denied by policy" did not complete successfully: exit code: 3`;
  const quoted = { ...run("lstat /dist: no such file or directory", 3), message };
  expect(explain(quoted).id).toBe("exit-code");
});

test("what nobody foresaw is the instruction's fault where there is one, else ours", () => {
  const instruction = { keyword: "RUN", text: "RUN x", line: 4 };
  expect(explain(failed({ message: "a: b", instruction }))).toMatchObject({
    kind: "dockerfile",
    message: "The engine refused this: `a: b`.",
  });
  expect(explain(failed({ message: "a: b" }))).toMatchObject({
    kind: "platform",
    id: "unknown",
    message: "The engine gave up: `a: b`.",
  });
});

test("ids are unique", () => {
  expect(new Set(explanations.map(({ id }) => id)).size).toBe(explanations.length);
});

describe("whatever the engine says", () => {
  /** Words that the rules look for, around what they do not expect. */
  const words = fc.constantFrom(
    "dockerfile parse error on line ",
    "unknown instruction: ",
    'target stage "',
    '" could not be found',
    "failed to read dockerfile: open ",
    ": no such file",
    "circular dependency detected on stage: ",
    "failed to calculate checksum of ref ",
    '": not found',
    "invalid stage index ",
    'source "docker-image://docker.io/library/',
    '" denied by policy',
    "https://",
    "network.host is not allowed",
    "no space left on device",
    "npm ERR! code ETARGET\nnpm ERR! No matching version found for ",
    "npm error 404 '",
    "missing script: ",
    "sh: 1: ",
    ": not found",
    "Error: Cannot find module '",
    "unable to find user ",
    "bad address '",
    "failed to solve: ",
    "\n",
    " ",
    "`",
    "",
  );
  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.integer().map(String),
    fc.constantFrom("9".repeat(400), "-1", "0", "1e9", "__proto__"),
  );
  const said = fc.array(fc.oneof(words, junk), { maxLength: 12 }).map((all) => all.join(""));
  const instructions = fc
    .array(
      fc.tuple(fc.constantFrom("FROM ", "COPY --from=", "RUN --network=host ", "ADD "), junk),
      {
        maxLength: 5,
      },
    )
    .map((all) =>
      all.map(([keyword, rest], at) => ({
        text: keyword + rest,
        line: 2 * at + 1,
        endLine: 2 * at + 2,
      })),
    );
  const names = fc.array(junk, { maxLength: 3 });
  const failures = fc
    .record({
      message: said,
      tail: fc.array(said, { maxLength: 4 }),
      exitCode: fc.option(fc.integer(), { nil: undefined }),
      line: fc.option(fc.integer(), { nil: undefined }),
      instructions,
      instruction: fc.option(fc.nat(), { nil: undefined }),
      files: names,
      stages: names,
      catalogue: names,
    })
    .map(({ instruction: at, ...rest }): Failed => {
      const found = at === undefined ? undefined : rest.instructions[at % 5];
      return { ...rest, ...(found ? { instruction: { keyword: "RUN", ...found } } : {}) };
    });

  test("it is explained in words, at a line that the Dockerfile has or at none", () => {
    const property = fc.property(failures, (any) => {
      const { id, kind, message, line } = explain(any);
      expect([...explanations.map((rule) => rule.id), "unknown"]).toContain(id);
      expect(message.trim()).not.toBe("");
      const last = any.instructions.at(-1)?.endLine ?? Number.MAX_SAFE_INTEGER;
      if (line !== undefined) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(last);
      }
      // What the page gets is a failure by the wire's own schema, else the event would be dropped.
      failure.parse({ kind, message, ...(line === undefined ? {} : { line }), logTail: any.tail });
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test("it is explained shortly, however long the engine or a command goes on", () => {
    const long = fc.tuple(fc.oneof(words, junk), fc.nat(20_000)).map(([one, n]) => one.repeat(n));
    const property = fc.property(failures, long, (any, more) => {
      const message = any.message + more.slice(0, 40_000);
      const tail = [...any.tail, more.slice(0, 40_000)];
      expect(explain({ ...any, message, tail }).message.length).toBeLessThan(10_000);
    });
    fc.assert(property, { numRuns: 200 });
  });

  test("the line is there whenever the failing instruction is known", () => {
    const property = fc.property(failures, (any) => {
      if (any.instruction) expect(explain(any).line).toBeDefined();
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
