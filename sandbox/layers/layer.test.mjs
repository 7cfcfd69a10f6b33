import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { layerAt } from "./layer.mjs";

const id = "a".repeat(64);
const diffId = `sha256:${"b".repeat(64)}`;
let root;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "layer-"));
});
afterAll(() => rmSync(root, { recursive: true }));

function put(chainId, files) {
  const folder = join(root, "image/overlay2/layerdb/sha256", chainId);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

it("finds the folders of a layer by its chain id", async () => {
  put(id, { diff: diffId, "cache-id": "x1y2", size: "12" });
  expect(await layerAt(root, id)).toEqual({
    diffId,
    bytes: 12,
    tarSplit: join(root, "image/overlay2/layerdb/sha256", id, "tar-split.json.gz"),
    diff: join(root, "overlay2/x1y2/diff"),
  });
});

it("takes nothing for an id but 64 hexadecimal digits", async () => {
  put("short", { diff: diffId, "cache-id": "x" });
  for (const wrong of ["short", `../sha256/${id}`, `${id}/.`, "", undefined])
    expect(await layerAt(root, wrong)).toBeNull();
});

it("gives no folder outside the engine's own, whatever is written there", async () => {
  const other = "c".repeat(64);
  put(other, { diff: diffId, "cache-id": "../../etc" });
  expect(await layerAt(root, other)).toBeNull();
  expect(await layerAt(root, "d".repeat(64))).toBeNull();
});
