import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectLayers } from "./layers";

const signal = new AbortController().signal;
let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "layers-"));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** The sandbox's service, answering as a test wants. */
async function service(answer: RequestListener) {
  const socket = join(folder, "layers.sock");
  const opened = createServer(answer);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(socket, resolve));
  return connectLayers(socket);
}

test("a layer is asked for by its chain id in hex, a file by its path", async () => {
  const asked: (string | undefined)[] = [];
  const layers = await service(({ url }, response) => {
    asked.push(url);
    response.end(url?.endsWith("compressed-bytes") ? '{"compressedBytes":7}' : "text");
  });
  const tarSplit = await layers.tarSplit("sha256:ab", signal);
  expect(tarSplit && (await text(tarSplit))).toBe("text");
  expect(await layers.lockFile("sha256:ab", "/é &/package-lock.json", signal)).toBe("text");
  expect(await layers.compressedBytes("sha256:ab", signal)).toBe(7);
  expect(asked).toEqual([
    "/ab/tar-split",
    "/ab/file?path=%2F%C3%A9+%26%2Fpackage-lock.json",
    "/ab/compressed-bytes",
  ]);
});

test("what is not there, not allowed or too much is nothing; what broke is an error", async () => {
  let status = 404;
  const layers = await service((_, response) => response.writeHead(status).end());
  for (status of [404, 403, 413, 503])
    expect(await layers.tarSplit("sha256:ab", signal)).toBeNull();
  status = 500;
  await expect(layers.tarSplit("sha256:ab", signal)).rejects.toThrow(/tar-split/);
});

test("who asks no more is not kept waiting for a measurement", async () => {
  const asking = new AbortController();
  const layers = await service(() => asking.abort());
  await expect(layers.compressedBytes("sha256:ab", asking.signal)).rejects.toThrow(/abort/i);
});

test("a sandbox that is away is an engine that is gone", async () => {
  const layers = connectLayers(join(folder, "nobody.sock"));
  await expect(layers.tarSplit("sha256:ab", signal)).rejects.toMatchObject({ code: "ENOENT" });
});
