import type { Build } from "@/domain/build/build";
import { chainOf, shippedStage } from "@/domain/dockerfile/reach";
import { outlineOf } from "@/domain/dockerfile/stages";
import { type Saving, savingOf, type Weighed } from "@/domain/image/saving";
import type { ContentReader, Contents } from "./contents";

type Finished = Pick<Build, "id" | "source"> & { readonly result: NonNullable<Build["result"]> };

type Told = { readonly ok: true; readonly saving: Saving } | Extract<Contents, { ok: false }>;

/** Why the images of two finished builds differ in weight. */
export type SavingOfBuilds = (one: Finished, other: Finished) => Promise<Told>;

export function savingIn(contents: ContentReader): SavingOfBuilds {
  const read = ({ result: { image } }: Finished) =>
    contents({ id: image.id, diffIds: image.layers.map(({ diffId }) => diffId) });
  return async (one, other) => {
    const [ones, others] = [await read(one), await read(other)];
    if (!ones.ok) return ones;
    if (!others.ok) return others;
    return { ok: true, saving: savingOf(weighed(one, ones.layers), weighed(other, others.layers)) };
  };
}

type Layers = Extract<Contents, { ok: true }>["layers"];

function weighed({ id, source, result: { image } }: Finished, layers: Layers): Weighed {
  return {
    build: id,
    unpackedBytes: image.unpackedBytes,
    layers: image.layers,
    contents: new Map(layers.map((layer) => [layer.diffId, layer])),
    workdir: image.config.workdir,
    from: source && fromOf(source),
  };
}

/** The `FROM` that names the base image of what was shipped. */
function fromOf({ text, target }: NonNullable<Build["source"]>): Weighed["from"] {
  const { stages } = outlineOf(text);
  const shipped = shippedStage(stages, target);
  const from = shipped && chainOf(stages, shipped)[0]?.from;
  return from ? { line: from.line, instruction: from.text } : undefined;
}
