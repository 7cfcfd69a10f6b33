import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The layers of the sandbox's base images, each image's lowest first, as lists of diff ids. */
export async function baseLayers(home) {
  const lists = await Promise.all(
    ["small", "full"].map((kind) =>
      readFile(join(home, "run", `${kind}-images.json`), "utf8").catch(() => "[]"),
    ),
  );
  return lists
    .flatMap((list) => JSON.parse(list))
    .map(({ layers }) => layers.map(({ diffId }) => diffId));
}

/**
 * The chain ids, in hex, of an image's layers.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid
 */
export function chainIds(diffIds) {
  let below;
  return diffIds.map((diffId) => {
    below = below ? `sha256:${sha256(`${below} ${diffId}`)}` : diffId;
    return below.slice("sha256:".length);
  });
}

function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}
