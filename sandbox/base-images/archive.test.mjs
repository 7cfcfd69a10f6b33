import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imageConfig, loadArchive } from "./archive.mjs";
import { catalogue } from "./catalogue.mjs";
import { aboutStandIn } from "./stand-in.mjs";

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "archive-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The files in a tar, by name. */
function untar(bytes) {
  const files = {};
  for (let at = 0; bytes[at] !== 0; ) {
    const name = bytes.toString("utf8", at, at + 100).replace(/\0.*/s, "");
    const length = Number.parseInt(bytes.toString("latin1", at + 124, at + 135), 8);
    const header = bytes.subarray(at, at + 512);
    const sum = header.reduce(
      (total, byte, place) => total + (place >= 148 && place < 156 ? 32 : byte),
      0,
    );
    expect(Number.parseInt(header.toString("latin1", 148, 154), 8)).toBe(sum);
    files[name] = bytes.toString("utf8", at + 512, at + 512 + length);
    at += 512 + Math.ceil(length / 512) * 512;
  }
  return files;
}

async function collect(parts) {
  const all = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

it("writes what docker load reads, with a shared layer once", async () => {
  const path = join(folder, "layer");
  writeFileSync(path, "a layer's bytes");
  const layer = { diffId: "sha256:aa", path, bytes: readFileSync(path).length, createdBy: "base" };
  const images = ["node:1", "node:2"].map((ref) => {
    const config = { Labels: { ref } };
    const { text } = imageConfig({
      architecture: "amd64",
      created: "2024-01-01T00:00:00Z",
      config,
      layers: [layer],
    });
    return { ref, configText: text, layers: [layer] };
  });

  const files = untar(await collect(loadArchive(images)));
  const manifest = JSON.parse(files["manifest.json"]);
  expect(manifest.map(({ RepoTags, Layers }) => [RepoTags, Layers])).toEqual([
    [["node:1"], ["aa.tar"]],
    [["node:2"], ["aa.tar"]],
  ]);
  expect(files["aa.tar"]).toBe("a layer's bytes");
  expect(JSON.parse(files[manifest[1].Config]).config.Labels.ref).toBe("node:2");
  expect(Object.keys(files)).toHaveLength(4);
});

it("writes a history that fits the layers: instructions without files are marked as empty", () => {
  const layers = [{ diffId: "sha256:aa", createdBy: "base" }];
  const config = { Env: ["PATH=/bin", "NODE_VERSION=14.21.3"], Entrypoint: ["e"], Cmd: ["node"] };
  const { text, imageId } = imageConfig({
    architecture: "arm64",
    created: "2024-01-01T00:00:00Z",
    config,
    layers,
  });
  const { history, rootfs } = JSON.parse(text);
  expect(imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(history.filter((entry) => !entry.empty_layer)).toHaveLength(rootfs.diff_ids.length);
  expect(history.slice(1).map((entry) => entry.created_by)).toEqual([
    "ENV NODE_VERSION=14.21.3",
    'ENTRYPOINT ["e"]',
    'CMD ["node"]',
  ]);
});

it("names four images, small ones first, and says of each stand-in that it is one", () => {
  expect(catalogue.map(({ ref }) => ref)).toEqual([
    "node:14-alpine",
    "node:24-alpine",
    "node:14",
    "node:24",
  ]);
  for (const entry of catalogue) {
    expect(aboutStandIn(entry, "bookworm")).toContain(
      `Stand-in for ${entry.ref}, made on this machine`,
    );
    expect(entry.endOfLife).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
