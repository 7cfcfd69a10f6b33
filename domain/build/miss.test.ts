import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextOf } from "../workspace/context";
import { inputsOf } from "./inputs";
import { changesSince } from "./miss";
import type { Made } from "./miss-own";
import { buildRequest } from "./request";

const dockerfile = `FROM node:14 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY src src

FROM node:14-alpine
WORKDIR /app
COPY --from=builder /app .
EXPOSE 3000
CMD ["node", "index.js"]
`;
const files = { "package.json": "{}", "src/index.js": "1" };

function made(text: string, more: Record<string, string> = {}, buildArgs = {}): Made {
  const request = buildRequest.parse({ files: { Dockerfile: text, ...files, ...more }, buildArgs });
  const context = contextOf(request);
  if (!context.ok) throw new Error(context.fault.detail);
  const inputs = inputsOf(request, context.value, (value) => value);
  return { inputs, images: new Map([["node:14", "sha256:1"]]) };
}

const since = (before: Made, after: Made) => Object.fromEntries(changesSince(before, after));

test("nothing changed, nothing to say", () => {
  expect(since(made(dockerfile), made(dockerfile))).toEqual({});
});

describe("a file", () => {
  test("stops the COPY that takes it, what comes after, and who copies from its stage", () => {
    const after = made(dockerfile, { "package.json": '{ "name": "a" }' });
    expect(since(made(dockerfile), after)).toEqual({
      3: { why: "files", files: [{ path: "package.json", change: "changed" }] },
      4: { why: "earlier", line: 3 },
      5: { why: "earlier", line: 3 },
      9: { why: "stage", stage: "builder", line: 3 },
    });
  });

  test("that a later COPY takes leaves the RUN above it alone", () => {
    const after = made(dockerfile, { "src/index.js": "2" });
    expect(since(made(dockerfile), after)).toEqual({
      5: { why: "files", files: [{ path: "src/index.js", change: "changed" }] },
      9: { why: "stage", stage: "builder", line: 5 },
    });
  });

  test("that .dockerignore names stops nothing", () => {
    const ignored = (text: string) =>
      made("FROM a\nCOPY . .", { ".dockerignore": "notes\nDockerfile", notes: text });
    expect(since(ignored("1"), ignored("2"))).toEqual({});
  });

  test("that is the Dockerfile itself stops a COPY of everything", () => {
    expect(since(made("FROM a\nCOPY . .\nRUN b"), made("FROM a\nCOPY . .\nRUN c"))).toEqual({
      2: { why: "files", files: [{ path: "Dockerfile", change: "changed" }] },
      3: { why: "earlier", line: 2 },
    });
  });

  test("that is mounted stops the RUN", () => {
    const text = "FROM a\nRUN --mount=target=/src,source=src npm ci";
    expect(since(made(text), made(text, { "src/index.js": "2" }))).toMatchObject({
      2: { why: "files" },
    });
  });
});

describe("a line", () => {
  test.each([
    ["changed", "FROM a\nRUN b\nRUN c", "FROM a\nRUN d\nRUN c", { why: "line" }],
    ["added", "FROM a\nRUN c", "FROM a\nRUN d\nRUN c", { why: "line" }],
    ["of a heredoc", "FROM a\nRUN <<E\nb\nE\n", "FROM a\nRUN <<E\nc\nE\n", { why: "line" }],
    [
      "that went",
      "FROM a\nRUN b\nRUN c",
      "FROM a\nRUN c",
      { why: "removed", instruction: "RUN b" },
    ],
  ])("%s is why", (_, before, after, reason) => {
    expect(since(made(before), made(after))[2]).toEqual(reason);
  });

  test("that was only moved down, or wrapped, is the same", () => {
    expect(since(made("FROM a\nRUN b c"), made("FROM a\n\n# hi\nRUN b \\\n  c"))).toEqual({});
  });

  test("that says something of the image only stops nothing", () => {
    const before = "FROM a\nEXPOSE 1\nLABEL b=c\nRUN d";
    expect(since(made(before), made("FROM a\nEXPOSE 2\nRUN d\nCMD e"))).toEqual({});
  });

  test("that sets a variable stops what is below it", () => {
    expect(since(made("FROM a\nENV B=1\nRUN c"), made("FROM a\nENV B=2\nRUN c"))).toMatchObject({
      3: { why: "earlier", line: 2 },
    });
  });
});

describe("a build argument", () => {
  test("stops what is below its ARG, and no more", () => {
    const text = "FROM a\nRUN b\nARG V=1\nRUN c";
    expect(since(made(text), made(text, {}, { V: "2" }))).toEqual({
      3: { why: "argument", name: "V", line: 3 },
      4: { why: "argument", name: "V", line: 3 },
    });
    expect(since(made(text), made(text, {}, { OTHER: "2" }))).toEqual({});
  });

  test("that chooses the base image is told as such, and so is its line at the head", () => {
    const text = (tag: string) => `ARG TAG=${tag}\nFROM node:$TAG\nRUN b`;
    expect(since(made(text("1")), made(text("1"), {}, { TAG: "2" }))).toEqual({
      3: { why: "argument", name: "TAG", line: 1 },
    });
    expect(since(made(text("1")), made(text("2")))).toEqual({ 3: { why: "earlier", line: 1 } });
  });
});

describe("a base image", () => {
  test("of another name is why, for all that stands on it", () => {
    const after = made(dockerfile.replace("node:14 ", "node:20 "));
    expect(since(made(dockerfile), after)).toMatchObject({
      2: { why: "base", ref: "node:20", line: 1 },
      3: { why: "base", ref: "node:20", line: 1 },
      9: { why: "stage", stage: "builder", line: 1 },
    });
  });

  test("of the same name and another digest is why too", () => {
    const newer = { ...made(dockerfile), images: new Map([["node:14", "sha256:2"]]) };
    expect(since(made(dockerfile), newer)).toMatchObject({
      2: { why: "base", ref: "node:14", line: 1 },
    });
  });
});

test("a stage that starts from another inherits what changed there", () => {
  const text = (command: string) =>
    `FROM a AS b\nRUN ${command}\nFROM b AS c\nRUN d\nFROM c\nRUN e`;
  expect(since(made(text("1")), made(text("2")))).toEqual({
    2: { why: "line" },
    4: { why: "stage", stage: "b", line: 2 },
    6: { why: "stage", stage: "c", line: 2 },
  });
});

test("whatever is built twice, nothing changed", () => {
  const lines = fc.array(
    fc.constantFrom(
      "FROM a AS b",
      "FROM b",
      "RUN c",
      "COPY --from=b . .",
      "COPY . .",
      "ARG V",
      "ENV A=$V",
    ),
  );
  fc.assert(
    fc.property(lines, (all) => {
      expect(since(made(all.join("\n")), made(all.join("\n")))).toEqual({});
    }),
  );
});
