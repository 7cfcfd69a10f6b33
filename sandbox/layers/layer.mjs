import { readFile } from "node:fs/promises";
import { join } from "node:path";

const DIGEST = /^sha256:([0-9a-f]{64})$/;
const CACHE_ID = /^[0-9a-z-]{1,128}$/;

/**
 * Where the engine's classic image store (overlay2) keeps the layer of a chain id, given in hex:
 * `{ diffId, bytes, tarSplit, diff }`, of which `tarSplit` is the file with the headers of its tar, and `diff`
 * the folder with its files. Null where there is no such layer.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid
 */
export async function layerAt(root, chainId) {
  if (!/^[0-9a-f]{64}$/.test(chainId)) return null;
  const folder = join(root, "image/overlay2/layerdb/sha256", chainId);
  const [diffId, cacheId, bytes] = await Promise.all(
    ["diff", "cache-id", "size"].map((name) =>
      readFile(join(folder, name), "utf8").catch(() => ""),
    ),
  );
  if (!DIGEST.test(diffId) || !CACHE_ID.test(cacheId)) return null;
  return {
    diffId,
    bytes: Number(bytes),
    tarSplit: join(folder, "tar-split.json.gz"),
    diff: join(root, "overlay2", cacheId, "diff"),
  };
}
