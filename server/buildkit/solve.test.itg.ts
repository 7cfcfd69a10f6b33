import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import {
  base,
  client,
  dockerfile,
  listener,
  onBase,
  output,
  removeImage,
  unseen,
} from "./engine.fixture";

const buildkit = client();
const tag = "stagecraft-test/buildkit-solve:latest";
afterAll(() => removeImage(tag));

test("an image is built, and stored under its name", async () => {
  const { imageId, exporter } = await buildkit.solve({ ...onBase("LABEL a=b"), tag });
  expect(imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(exporter["image.name"]).toContain("stagecraft-test/buildkit-solve");
  const from = await output(
    buildkit,
    dockerfile(`FROM ${tag}`, `RUN ${unseen("echo it is there")}`),
  );
  expect(from.log()).toContain("it is there");
});

test("a build without a name exports nothing", async () => {
  expect(await buildkit.solve(onBase("LABEL a=c"))).toEqual({ exporter: {} });
});

test("the last status has arrived when the promise settles, and it is the whole story", async () => {
  const { heard, onStatus, log, vertex } = listener();
  await buildkit.solve(onBase(`RUN ${unseen("echo one; echo two >&2")}`), { onStatus });
  const told = heard.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toHaveLength(told);
  expect(log().trim().split("\n").sort()).toEqual(["one", "two"]);
  expect(heard.flatMap(({ logs }) => logs.map(({ stream }) => stream)).sort()).toEqual([1, 2]);
  expect(vertex("RUN :")).toMatchObject({ completed: expect.any(String), cached: false });
  for (const { digest, name } of heard.flatMap(({ vertexes }) => vertexes)) {
    const last = heard.flatMap(({ vertexes }) => vertexes).findLast((v) => v.digest === digest);
    expect(last?.completed, name).toBeDefined();
  }
});

test("a failed instruction gives its line, its exit code and its vertex", async () => {
  const { onStatus, vertex } = listener();
  const build = onBase("RUN true", "RUN echo a && \\", "    exit 41", "RUN true");
  await expect(buildkit.solve(build, { onStatus })).rejects.toMatchObject({
    name: "SolveError",
    kind: "solve",
    exitCode: 41,
    source: {
      file: "Dockerfile",
      ranges: [
        { start: 3, end: 3 },
        { start: 4, end: 4 },
      ],
    },
    vertex: expect.stringMatching(/^sha256:/),
  });
  expect(vertex("RUN echo a")?.error).toContain("41");
});

test("a Dockerfile that does not parse gives the line", async () => {
  await expect(buildkit.solve(onBase("", "RUNN true"))).rejects.toMatchObject({
    kind: "solve",
    exitCode: undefined,
    source: { ranges: [{ start: 3, end: 3 }] },
  });
});

test("a failure that is too long to read is still a failure, and nobody else's", async () => {
  const comments = Array.from({ length: 1_000 }, (_, i) => `# ${i} ${"x".repeat(60)}`);
  const { onStatus, vertex } = listener();
  const neighbour = buildkit.solve(onBase(`RUN ${unseen("sleep 3")}`));
  const build = onBase(...comments, `RUN ${unseen("exit 3")}`);
  const failure = await buildkit.solve(build, { onStatus }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "SolveError", kind: "solve", exitCode: 3 });
  expect(failure).toMatchObject({ vertex: vertex("RUN :")?.digest, source: undefined });
  await expect(neighbour).resolves.toBeDefined();
});

test("a failure in 30 KiB of Dockerfile still gives the line", async () => {
  const comments = Array.from({ length: 480 }, (_, i) => `# ${i} ${"x".repeat(60)}`.slice(0, 63));
  await expect(buildkit.solve(onBase(...comments, "RUN exit 3"))).rejects.toMatchObject({
    kind: "solve",
    exitCode: 3,
    source: { ranges: [{ start: 482, end: 482 }] },
  });
});

test("an empty context lacks a Dockerfile, and is not taken for one", async () => {
  const nothing = { files: new Map(), dockerfile: "Dockerfile" };
  await expect(buildkit.solve(nothing)).rejects.toMatchObject({
    kind: "solve",
    message: expect.stringContaining("open Dockerfile: no such file"),
  });
});

test("an unknown target is BuildKit's no", async () => {
  await expect(buildkit.solve({ ...onBase(), target: "nowhere" })).rejects.toMatchObject({
    kind: "solve",
    message: expect.stringContaining("nowhere"),
  });
});

test("a name that is none is refused", async () => {
  await expect(buildkit.solve({ ...onBase(), tag: "Not A Name" })).rejects.toMatchObject({
    kind: "solve",
  });
});

test("a context of many chunks arrives whole", async () => {
  const bytes = randomBytes(10 * 1024 * 1024);
  const build = onBase("COPY . /context", `RUN ${unseen("wc -c < /context/deep/in/it.bin")}`);
  const files = new Map([...build.files, ["deep/in/it.bin", bytes] as const]);
  const { log } = await output(buildkit, { ...build, files });
  expect(log()).toContain(String(bytes.length));
});

test("the same files hit the cache, whatever their order", async () => {
  const nonce = unseen("cat /context/a");
  const lines = `FROM ${base}\nCOPY . /context\nRUN ${nonce}`;
  const files: [string, string][] = [
    ["a", nonce],
    ["b/c", "c"],
    ["Dockerfile", lines],
  ];
  const request = (order: [string, string][]) => ({
    files: new Map(order),
    dockerfile: "Dockerfile",
  });
  const first = await output(buildkit, request(files));
  const second = await output(buildkit, request(files.toReversed()));
  expect(first.vertex("RUN :")?.cached).toBe(false);
  expect(second.vertex("COPY . ")?.cached).toBe(true);
  expect(second.vertex("RUN :")?.cached).toBe(true);
});
