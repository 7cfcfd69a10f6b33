import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cause } from "./causes";
import type { LayerContent } from "./content";
import type { Layer } from "./image";
import { saving, savingOf, type Weighed } from "./saving";

type Made = Partial<Layer> & { files?: Record<string, number>; dev?: readonly string[] };
let made = 0;

/** An image of layers, each with its files and their bytes. */
function image(build: string, layers: readonly Made[], more: Partial<Weighed> = {}): Weighed {
  const contents = new Map<string, LayerContent>();
  const all = layers.map(({ files = {}, dev = [], ...layer }): Layer => {
    const diffId = layer.diffId ?? `sha256:${made++}`;
    const entries = Object.entries(files).map(([path, bytes]) => ({
      path,
      type: "file" as const,
      bytes,
      mode: 0o644,
    }));
    contents.set(diffId, { diffId, entries, devPackages: [...dev] });
    const bytes = Object.values(files).reduce((sum, one) => sum + one, 0);
    return { instruction: "RUN x", bytes, shared: false, ...layer, diffId };
  });
  const unpackedBytes = all.reduce((sum, { bytes }) => sum + bytes, 0);
  return { build, unpackedBytes, layers: all, contents, workdir: "/app", ...more };
}

const byCause = (one: Weighed, other: Weighed) =>
  Object.fromEntries(savingOf(one, other).causes.map(({ cause, bytes }) => [cause, bytes]));

describe("bytes are there for", () => {
  const light = image("l", []);
  test.each<[Cause, string, Made]>([
    ["base", "/usr/bin/gcc", { shared: true }],
    ["buildTools", "/usr/lib/gcc/x86_64-linux-gnu/12/cc1", {}],
    ["buildTools", "/usr/include/stdio.h", {}],
    ["buildTools", "/usr/lib/x.so", { instruction: "RUN apt-get install -y build-essential" }],
    ["buildTools", "/usr/lib/libstdc++.so", { instruction: "RUN apk add --no-cache g++ make" }],
    ["buildTools", "/usr/local/lib/node_modules/typescript/lib/tsc.js", {}],
    ["devDependencies", "/app/node_modules/mocha/index.js", { dev: ["/app/node_modules/mocha"] }],
    ["dependencies", "/app/node_modules/express/index.js", { dev: ["/app/node_modules/mocha"] }],
    ["dependencies", "/app/node_modules/@scope/a/node_modules/b/index.js", {}],
    ["caches", "/root/.npm/_cacache/content-v2/a", {}],
    ["caches", "/var/lib/apt/lists/a", {}],
    ["caches", "/app/node_modules/.cache/babel/a.json", {}],
    ["source", "/app/dist/index.js", {}],
    ["source", "/srv/index.js", { instruction: "COPY index.js /srv/" }],
    ["buildTools", "/usr/include/node/v8.h", { instruction: "COPY --from=a /usr /usr" }],
    [
      "other",
      "/usr/local/bin/node",
      { instruction: "COPY --from=a /usr/local/bin/node /usr/local/bin/" },
    ],
    ["other", "/usr/lib/libvips.so", { instruction: "RUN apt-get install -y libvips42" }],
    ["other", "/appendix", {}],
  ])("%s: %s", (cause, path, layer) => {
    expect(byCause(image("h", [{ ...layer, files: { [path]: 7 } }]), light)).toEqual({
      [cause]: 7,
    });
  });
});

test("a cause tells its files, the larger difference first, and its lines in either Dockerfile", () => {
  const heavy = image(
    "h",
    [
      { shared: true, files: { "/usr/include/a.h": 50, "/usr/share/doc/a": 5 } },
      { line: 4, instruction: "RUN npm install", files: { "/app/node_modules/a/i.js": 20 } },
    ],
    { from: { line: 1, instruction: "FROM node:14" } },
  );
  const light = image("l", [
    { line: 9, instruction: "COPY --from=b /app .", files: { "/app/node_modules/a/i.js": 8 } },
  ]);
  const report = savingOf(light, heavy);
  expect(saving.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    heavy: { build: "h", unpackedBytes: 75 },
    light: { build: "l", unpackedBytes: 8 },
    differenceBytes: 67,
    causes: [
      {
        cause: "base",
        bytes: 55,
        groups: [
          { name: "Compilers, headers and build tools", heavyBytes: 50, lightBytes: 0 },
          { name: "Documentation and languages", heavyBytes: 5, lightBytes: 0 },
        ],
        lines: [{ of: "heavy", line: 1, instruction: "FROM node:14", bytes: 55 }],
      },
      {
        cause: "dependencies",
        bytes: 12,
        groups: [{ name: "/app/node_modules/a", heavyBytes: 20, lightBytes: 8 }],
        lines: [
          { of: "heavy", line: 4, bytes: 20 },
          { of: "light", line: 9, bytes: 8 },
        ],
      },
    ],
  });
});

test("a package is for development though its lock file came in an earlier layer", () => {
  const heavy = image("h", [
    { instruction: "COPY package*.json ./", dev: ["/app/node_modules/mocha"] },
    { instruction: "RUN npm ci", files: { "/app/node_modules/mocha/index.js": 100 } },
  ]);
  expect(byCause(heavy, image("l", []))).toEqual({ devDependencies: 100 });
});

test("what both images have makes no difference, though one has it from its base", () => {
  const layer = { diffId: "sha256:same", files: { "/usr/lib/a": 9 } };
  expect(
    byCause(image("h", [{ ...layer, shared: true }, { files: { "/b": 1 } }]), image("l", [layer])),
  ).toEqual({
    other: 1,
  });
});

test("what an engine counts beyond the files is told apart", () => {
  expect(byCause(image("h", [{ bytes: 10, files: { "/app/a": 7 } }]), image("l", []))).toEqual({
    source: 7,
    other: 3,
  });
});

const path = fc.constantFrom(
  "/app/a",
  "/app/node_modules/a/b",
  "/root/.npm/a",
  "/usr/include/a.h",
  "/usr/lib/a",
);
const anyLayer = fc.record({
  shared: fc.boolean(),
  line: fc.integer({ min: 1, max: 9 }),
  diffId: fc.option(fc.constantFrom("sha256:a", "sha256:b"), { nil: undefined }),
  files: fc.dictionary(path, fc.nat(1000)),
  dev: fc.constantFrom([], ["/app/node_modules/a"]),
  bytes: fc.nat(4000),
});

test("the causes sum exactly to the difference, whatever the images are", () => {
  const layers = fc.array(anyLayer, { maxLength: 6 });
  fc.assert(
    fc.property(layers, layers, (one, other) => {
      // A layer has its id by what is in it.
      const same = new Map<string, Made>();
      const settle = (all: Made[]) =>
        all.map(({ diffId, ...rest }) => {
          const layer = diffId ? (same.get(diffId) ?? { diffId, ...rest }) : rest;
          if (diffId) same.set(diffId, layer);
          return JSON.parse(JSON.stringify(layer)) as Made;
        });
      const report = savingOf(image("a", settle(one)), image("b", settle(other)));
      const sum = report.causes.reduce((so, { bytes }) => so + bytes, 0);
      expect(sum).toBe(report.differenceBytes);
      expect(saving.parse(report)).toEqual(report);
    }),
  );
});
