import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Image } from "@/domain/image/image";
import { newTurns } from "@/server/run/turns";
import type { Engine } from "@/server/sandbox/engine";
import { chainIdsOf } from "./chain";
import type { Exporter } from "./export";
import type { KeptLayers } from "./kept";

type Measured = Pick<Image, "id"> & {
  readonly layers: readonly Pick<Image["layers"][number], "diffId" | "bytes">[];
};

/** What gzip makes of layers at level 6, in bytes: near to what a pull moves. */
export type CompressedSizes = {
  /** The sizes that are known by now, by diff id; the others are measured from now on. */
  of(image: Measured): Promise<ReadonlyMap<string, number>>;
  /** Ends what is being measured. */
  close(): Promise<void>;
};

/** Sizes that are held in memory. */
const heldSizes = 10_000;

/**
 * Measures each layer once, however often it is asked for, in the background: compressing a gigabyte
 * takes half a minute. Small layers first, so that what a learner added is known before what it stands on.
 */
export function openCompressed(
  engine: () => Pick<Engine, "docker" | "layers"> | null,
  kept: Pick<KeptLayers, "sizes" | "keepSize">,
  exporter: Exporter,
  complain: (what: string, error: unknown) => void,
): CompressedSizes {
  const held = new Map<string, number>();
  const measuring = new Set<string>();
  const closing = new AbortController();
  const { signal } = closing;
  const turns = newTurns();

  const hold = (diffId: string, bytes: number) => {
    held.set(diffId, bytes);
    const [oldest] = held.keys();
    if (held.size > heldSizes && oldest !== undefined) held.delete(oldest);
  };
  const sizesOf = async (diffIds: readonly string[]) => {
    const none = new Map<string, number>();
    if (diffIds.length === 0) return none;
    return kept.sizes(diffIds).catch((error: unknown) => {
      complain("sizes of layers", error);
      return none;
    });
  };
  const learn = async (diffId: string, bytes: number) => {
    hold(diffId, bytes);
    await kept.keepSize(diffId, bytes);
  };

  async function measure({ id, layers }: Measured, wanted: ReadonlySet<string>): Promise<void> {
    const open = engine();
    if (!open) return;
    const diffIds = layers.map(({ diffId }) => diffId);
    if (!open.layers) {
      const image = { id, diffIds };
      const sizes = await exporter(
        open.docker,
        image,
        wanted,
        (tar) => gzipped(tar, signal),
        signal,
      );
      for (const [diffId, bytes] of sizes) await learn(diffId, bytes);
      return;
    }
    const chainIds = chainIdsOf(diffIds);
    const smallFirst = [...layers.entries()].sort(([, a], [, b]) => a.bytes - b.bytes);
    for (const [index, { diffId }] of smallFirst) {
      if (!wanted.has(diffId) || held.has(diffId)) continue;
      const bytes = await open.layers.compressedBytes(chainIds[index] ?? "", signal);
      if (bytes !== null) await learn(diffId, bytes);
    }
  }

  /** What an image lacks is measured by one reading, whatever asks meanwhile. */
  function begin(image: Measured, missing: readonly string[]): void {
    const wanted = new Set(missing.filter((diffId) => !measuring.has(diffId)));
    if (wanted.size === 0 || signal.aborted) return;
    for (const diffId of wanted) measuring.add(diffId);
    const lane = engine()?.layers ? image.id : "export";
    void turns
      .take(lane, () => measure(image, wanted))
      .catch((error: unknown) => {
        if (!signal.aborted) complain("measuring layers", error);
      })
      .finally(() => {
        for (const diffId of wanted) measuring.delete(diffId);
      });
  }

  return {
    async of(image) {
      const diffIds = [...new Set(image.layers.map(({ diffId }) => diffId))];
      const unknown = diffIds.filter((diffId) => !held.has(diffId));
      for (const [diffId, bytes] of await sizesOf(unknown)) hold(diffId, bytes);
      begin(
        image,
        diffIds.filter((diffId) => !held.has(diffId)),
      );
      return new Map(
        diffIds.flatMap((diffId) => {
          const bytes = held.get(diffId);
          return bytes === undefined ? [] : [[diffId, bytes] as const];
        }),
      );
    },
    async close() {
      closing.abort();
      await turns.all();
    },
  };
}

async function gzipped(tar: NodeJS.ReadableStream, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const count = new Writable({
    write(part: Buffer, _encoding, done) {
      bytes += part.length;
      done();
    },
  });
  await pipeline(tar, createGzip({ level: 6 }), count, { signal });
  return bytes;
}
