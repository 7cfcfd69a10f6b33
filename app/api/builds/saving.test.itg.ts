import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build as buildSchema } from "@/domain/build/build";
import { imageAnalysis } from "@/domain/image/analysis";
import { layerFiles } from "@/domain/image/browse";
import { saving } from "@/domain/image/saving";
import { caller } from "../caller.fixture";
import { readyRuntime } from "../runtime.fixture";
import { GET as getAnalysis } from "./[id]/analysis/route";
import { GET as getEvents } from "./[id]/events/route";
import { GET as getLayerFiles } from "./[id]/layers/[layer]/files/route";
import { GET as getBuild } from "./[id]/route";
import { GET as getSaving } from "./[id]/saving/route";
import { POST as postBuild } from "./route";

const lesson = new URL("../../../content/lessons/01-multi-stage-builds/", import.meta.url);
const solution = (path: string) => readFileSync(new URL(path, lesson), "utf8");
const project = {
  "index.js": solution("01-set-up-the-project/solution/index.js"),
  "package.json": solution("01-set-up-the-project/solution/package.json"),
};
const multiStage = solution("02-create-a-multi-stage-dockerfile/solution/Dockerfile");
const simple = solution("04-compare-sizes/solution/Dockerfile.simple");

const built: string[] = [];

let own: Awaited<ReturnType<typeof readyRuntime>>;
beforeAll(async () => {
  own = await readyRuntime();
});
afterAll(() => own.close(built));

type Caller = ReturnType<typeof caller>;

/** Builds to the end, and gives the build. */
async function build(by: Caller, dockerfile: string, files: object = {}) {
  const body = { files: { Dockerfile: dockerfile, ...files } };
  const response = await by("POST", postBuild, { body });
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  built.push(id);
  await (await by("GET", getEvents, { id })).text();
  return buildSchema.parse(await (await by("GET", getBuild, { id })).json());
}

const ask = (by: Caller, id: string, against: string) =>
  by("GET", getSaving, { id, query: `?against=${against}` });
const read = async (by: Caller, id: string, against: string) =>
  saving.parse(await (await ask(by, id, against)).json());

describe("the saving", () => {
  test("of the seed's two images sums exactly, and comes from the base image most of all", async () => {
    const ann = caller();
    const small = await build(ann, multiStage, project);
    const large = await build(ann, simple, project);
    const told = await read(ann, small.id, large.id);
    const [light, heavy] = [small, large].map(({ result }) => result?.image.unpackedBytes ?? 0);
    expect(told).toMatchObject({
      heavy: { build: large.id, unpackedBytes: heavy },
      light: { build: small.id, unpackedBytes: light },
      differenceBytes: (heavy ?? 0) - (light ?? 0),
    });
    expect(told.differenceBytes).toBeGreaterThan(0);
    expect(told.causes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(told.differenceBytes);
    expect(told.causes[0]?.cause).toBe("base");
    const lastFrom = (text: string) =>
      text.split("\n").findLastIndex((line) => line.startsWith("FROM")) + 1;
    const lines = told.causes[0]?.lines.map(({ of, line, instruction }) => ({
      of,
      line,
      keyword: instruction.split(" ")[0],
    }));
    expect(lines).toEqual([
      { of: "heavy", line: lastFrom(simple), keyword: "FROM" },
      { of: "light", line: lastFrom(multiStage), keyword: "FROM" },
    ]);
    expect(await read(ann, large.id, small.id)).toEqual(told);
  });

  test("names development dependencies and caches, and the lines that brought them", async () => {
    const ann = caller();
    const manifest = JSON.stringify({ name: "a", devDependencies: { "is-odd": "3.0.1" } });
    const base = "FROM node:24-alpine\nWORKDIR /app\n";
    const heavy = await build(
      ann,
      `${base}COPY package.json .\nRUN npm install\nRUN mkdir -p /root/.npm && head -c 70000 /dev/zero > /root/.npm/kept\n`,
      { "package.json": manifest },
    );
    const light = await build(ann, base);
    const { causes, differenceBytes } = await read(ann, light.id, heavy.id);
    const of = (name: string) => causes.find(({ cause }) => cause === name);
    expect(of("devDependencies")).toMatchObject({
      lines: [{ of: "heavy", line: 4, instruction: "RUN npm install" }],
    });
    const names = of("devDependencies")?.groups.map(({ name }) => name);
    expect(names).toContain("/app/node_modules/is-odd");
    // What npm writes down of its own is no package.
    const needed = of("dependencies")?.groups.map(({ name }) => name);
    expect(needed).toEqual(["/app/node_modules/.package-lock.json"]);
    expect(of("caches")?.bytes).toBeGreaterThanOrEqual(70_000);
    expect(of("caches")?.lines).toContainEqual(expect.objectContaining({ line: 5, bytes: 70_000 }));
    expect(causes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(differenceBytes);
  });

  test("is told to the owner of both builds, once both have an image", async () => {
    const [ann, bob] = [caller(), caller()];
    const hers = await build(ann, "FROM node:14-alpine\n");
    const failed = await build(ann, "FROM node:14-alpine\nRUN exit 3\n");
    const his = await build(bob, "FROM node:14-alpine\n");
    expect((await ask(ann, hers.id, his.id)).status).toBe(404);
    expect((await ask(ann, his.id, hers.id)).status).toBe(404);
    expect((await ask(ann, hers.id, "")).status).toBe(404);
    expect((await ask(ann, hers.id, failed.id)).status).toBe(409);
    expect((await ask(ann, failed.id, hers.id)).status).toBe(409);
    expect((await ask(ann, hers.id, hers.id)).status).toBe(200);
  });
});

describe("a layer's files", () => {
  const dockerfile = `FROM node:14-alpine
RUN mkdir /d && head -c 9000 /dev/zero > /d/gone && echo 1 > /d/kept
RUN rm /d/gone && echo 22 > /d/kept && echo 333 > /d/new
`;

  test("are told by folder and by search, as added, modified or deleted", async () => {
    const ann = caller();
    const { id, result } = await build(ann, dockerfile);
    const last = (result?.image.layers.length ?? 0) - 1;
    const list = async (query: string) => {
      const asked = { id, layer: `${last}`, query };
      return layerFiles.parse(await (await ann("GET", getLayerFiles, asked)).json());
    };
    const { entries, ...rest } = await list("?path=/d");
    expect(rest).toEqual({ layer: last, path: "/d", total: 3 });
    const told = entries.map(({ path, change, bytes }) => ({ path, change, bytes }));
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        { path: "/d/gone", change: "deleted", bytes: 9000 },
        { path: "/d/kept", change: "modified", bytes: 3 },
        { path: "/d/new", change: "added", bytes: 4 },
      ]),
    );
    const found = await list("?search=gone");
    expect(found.entries).toMatchObject([{ path: "/d/gone", change: "deleted" }]);
    expect((await list("?search=nowhere-at-all")).total).toBe(0);
    const beyond = { id, layer: `${last + 1}`, query: "?path=/" };
    expect((await ann("GET", getLayerFiles, beyond)).status).toBe(404);
    const strange = { id, layer: `${last}`, query: "?path=/d" };
    expect((await caller()("GET", getLayerFiles, strange)).status).toBe(404);
  });

  test("that nobody can see any more are wasted once", async () => {
    const ann = caller();
    const { id, result } = await build(ann, dockerfile);
    const { wasted } = imageAnalysis.parse(await (await ann("GET", getAnalysis, { id })).json());
    const last = (result?.image.layers.length ?? 0) - 1;
    const [gone, ...others] = wasted.entries.filter(({ path }) => path === "/d/gone");
    expect(others).toEqual([]);
    expect(gone).toEqual({ path: "/d/gone", bytes: 9000, layer: last - 1, hiddenBy: last });
    const here = wasted.entries.filter(({ path }) => path.startsWith("/d/"));
    expect(here.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(9002);
    expect(wasted.bytes).toBe(wasted.entries.reduce((sum, { bytes }) => sum + bytes, 0));
  });
});
