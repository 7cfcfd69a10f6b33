import { describe, expect, test } from "vitest";
import { findStage, outlineOf } from "./stages";

const seed = `# Stage 1: Build the application
FROM node:14 AS builder

WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .

# Stage 2
FROM node:14-alpine
WORKDIR /app
COPY --from=builder /app .
EXPOSE 3000
CMD ["node", "index.js"]
`;

test("the seed's multi-stage Dockerfile", () => {
  const { stages } = outlineOf(seed);
  expect(stages.map(({ name, base, named, copies }) => ({ name, base, named, copies }))).toEqual([
    { name: "builder", base: "node:14", named: true, copies: [] },
    { name: "1", base: "node:14-alpine", named: false, copies: [0] },
  ]);
  expect(stages[1]?.instructions.map(({ line, text }) => `${line} ${text}`)).toEqual([
    "11 WORKDIR /app",
    "12 COPY --from=builder /app .",
    "13 EXPOSE 3000",
    '14 CMD ["node", "index.js"]',
  ]);
});

describe("an instruction", () => {
  const only = (text: string) => outlineOf(`FROM a\n${text}`).stages[0]?.instructions ?? [];

  test.each([
    ["run npm ci", { keyword: "RUN", text: "run npm ci", line: 2, endLine: 2 }],
    [
      "RUN a \\\n  # why\n\n  && b \\\n  && c",
      { keyword: "RUN", text: "RUN a && b && c", line: 2, endLine: 6 },
    ],
    ["RUN <<EOF\necho FROM b\nEOF", { keyword: "RUN", text: "RUN <<EOF", line: 2, endLine: 4 }],
    ["COPY <<-X /etc/x\n  # a\nX", { keyword: "COPY", text: "COPY <<-X /etc/x", endLine: 4 }],
    ["COPY a b\r", { keyword: "COPY", text: "COPY a b", endLine: 2 }],
  ])("%j", (text, expected) => {
    const found = only(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });

  test.each([
    ["COPY --from=builder --chown=a /a /b", ["builder"]],
    ["COPY --chown=a --from=0 /a /b", ["0"]],
    ["RUN --mount=type=bind,from=deps,target=/x --mount=type=cache,target=/y ls", ["deps"]],
    ["RUN --mount=from=deps,target=/x ls --from=no", ["deps"]],
    ["RUN echo from=no", []],
  ])("%s takes from %j", (text, from) => {
    expect(only(text)[0]?.from).toEqual(from);
  });

  test("with another escape character", () => {
    const { stages } = outlineOf("# escape=`\nFROM a\nRUN a `\n b");
    expect(stages[0]?.instructions[0]?.text).toBe("RUN a b");
  });
});

describe("FROM", () => {
  test.each([
    ["ARG V=14\nFROM node:$V", {}, "node:14", true],
    ["ARG V=14\nFROM node:$V", { V: "24" }, "node:24", true],
    [`ARG V="14"\nARG T=$V-alpine\nFROM node:\${T}`, {}, "node:14-alpine", true],
    ["ARG A=a B=b\nFROM $A/$B", {}, "a/b", true],
    [`ARG V\nFROM node:\${V:-14}`, {}, "node:14", true],
    ["ARG V\nFROM node:$V", {}, "node:$V", false],
    ["FROM --platform=linux/amd64 node:14 as x", {}, "node:14", true],
    ["FROM", {}, "", false],
  ])("%j with %j", (text, args, base, resolved) => {
    expect(outlineOf(text, args).stages[0]).toMatchObject({ base, resolved });
  });

  test("can start from an earlier stage by name, in any case, and not by index", () => {
    const { stages } = outlineOf(
      "FROM a AS Base\nFROM base AS b\nFROM 0\nFROM later\nFROM a AS later",
    );
    expect(stages.map((stage) => stage.baseStage)).toEqual([
      undefined,
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("copies from earlier stages by name or index; the rest are images", () => {
  const { stages } = outlineOf(
    "FROM a AS x\nFROM b\nCOPY --from=X / /\nCOPY --from=0 / /\nCOPY --from=nginx / /\nCOPY --from=1 / /",
  );
  expect(stages[1]?.copies).toEqual([0]);
  expect(stages[1]?.images).toEqual([
    { ref: "nginx", line: 5 },
    { ref: "1", line: 6 },
  ]);
});

test("what is before the first FROM is the head", () => {
  const { head, stages } = outlineOf("ARG V=1\nRUN x\nFROM a");
  expect(head.map(({ keyword }) => keyword)).toEqual(["ARG", "RUN"]);
  expect(stages).toHaveLength(1);
});

test("a stage is found by name or index", () => {
  const { stages } = outlineOf("FROM a AS one\nFROM b");
  expect(findStage(stages, "ONE")?.index).toBe(0);
  expect(findStage(stages, "1")?.index).toBe(1);
  expect(findStage(stages, "2")).toBeNull();
  expect(findStage(stages, "two")).toBeNull();
});

test.each(["", "\n\n", "# only a comment", "FROM", "\0", "RUN <<EOF", "COPY --from="])(
  "never throws: %j",
  (text) => {
    expect(outlineOf(text).stages.length).toBeLessThan(2);
  },
);

test("arguments that double each other fill no memory", () => {
  const doubling = Array.from(
    { length: 40 },
    (_, index) => `ARG A${index + 1}=$A${index}$A${index}`,
  );
  const text = ["ARG A0=xxxxxxxxxx", ...doubling, "FROM $A40"].join("\n");
  expect(outlineOf(text).stages[0]?.base.length).toBeLessThan(10_000);
});
