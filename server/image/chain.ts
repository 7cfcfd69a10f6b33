import { createHash } from "node:crypto";

/**
 * The chain ids of stacked layers, lowest first: each names a layer together with those below it.
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#layer-chainid
 */
export function chainIdsOf(diffIds: readonly string[]): string[] {
  let below: string | undefined;
  return diffIds.map((diffId) => {
    below = below === undefined ? diffId : digestOf(`${below} ${diffId}`);
    return below;
  });
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
