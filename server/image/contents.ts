import type { LayerContent } from "@/domain/image/content";
import { limits } from "@/domain/limits";
import { engineStatus, isEngineGone } from "@/server/run/engine";
import { newTurns } from "@/server/run/turns";
import type { Engine } from "@/server/sandbox/engine";
import { chainIdsOf } from "./chain";
import { TooManyFiles } from "./entries";
import type { Exporter } from "./export";
import type { KeptLayers } from "./kept";
import { readExported, readService } from "./read";

/** An image as the engine knows it, with its layers' diff ids, lowest first. */
type Layered = { readonly id: string; readonly diffIds: readonly string[] };

/** What an image's layers hold, lowest first, or why that can't be told. */
export type Contents =
  | { readonly ok: true; readonly layers: readonly LayerContent[] }
  | { readonly ok: false; readonly why: "no-engine" | "no-image" | "too-many" };

export type ContentReader = (image: Layered, signal?: AbortSignal) => Promise<Contents>;

/** Members of layers that are held in memory, all together: some 200 bytes each. */
const heldEntries = 300_000;

/**
 * Reads what layers hold, each layer once, and keeps it in memory and in the database. From where the
 * engine keeps its layers, if the sandbox can tell; else out of the engine's export. One image at a time,
 * so that two which share a base image read that once, and memory holds one reading.
 */
export function openContents(
  engine: () => Pick<Engine, "docker" | "layers"> | null,
  kept: Pick<KeptLayers, "find" | "keep">,
  exporter: Exporter,
  complain: (what: string, error: unknown) => void,
): ContentReader {
  const held = new Map<string, LayerContent>();
  const turns = newTurns();

  const hold = (content: LayerContent) => {
    held.delete(content.diffId);
    held.set(content.diffId, content);
    let total = [...held.values()].reduce((sum, { entries }) => sum + entries.length, 0);
    for (const [diffId, { entries }] of held) {
      if (total <= heldEntries || diffId === content.diffId) break;
      held.delete(diffId);
      total -= entries.length;
    }
  };
  const known = async (diffId: string) => {
    if (held.has(diffId)) return held.get(diffId);
    // What can't be had from there is read from the engine.
    const found = await kept.find(diffId).catch((error) => complain("kept layers", error));
    return found ?? undefined;
  };
  const keep = (content: LayerContent) =>
    kept.keep(content).catch((error) => complain("keeping a layer", error));

  async function read({ id, diffIds }: Layered, signal: AbortSignal): Promise<Contents> {
    signal.throwIfAborted();
    const layers = new Map<string, LayerContent>();
    for (const diffId of diffIds) {
      const content = await known(diffId);
      if (content) layers.set(diffId, content);
    }
    const wanted = new Set(diffIds.filter((diffId) => !layers.has(diffId)));
    if (wanted.size > 0) {
      const open = engine();
      if (!open) return no("no-engine");
      const room = limits.imageFiles.value - filesOf(layers.values());
      const fresh = open.layers
        ? await readService(open.layers, chainIdsOf(diffIds), diffIds, wanted, room, signal)
        : await readExported(open.docker, exporter, { id, diffIds }, wanted, room, signal);
      if (!fresh) return no("no-image");
      for (const content of fresh) {
        layers.set(content.diffId, content);
        await keep(content);
      }
    }
    const all = diffIds.flatMap((diffId) => layers.get(diffId) ?? []);
    if (filesOf(all) > limits.imageFiles.value) return no("too-many");
    for (const content of all) hold(content);
    return { ok: true, layers: all };
  }

  return (image, signal = new AbortController().signal) =>
    turns
      .take("image", () => read(image, signal))
      .catch((error: unknown) => {
        if (error instanceof TooManyFiles) return no("too-many");
        if (engineStatus(error) === 404) return no("no-image");
        if (isEngineGone(error)) return no("no-engine");
        throw error;
      });
}

function filesOf(layers: Iterable<LayerContent>): number {
  return [...layers].reduce((sum, { entries }) => sum + entries.length, 0);
}

const no = (why: Extract<Contents, { ok: false }>["why"]) => ({ ok: false, why }) as const;
