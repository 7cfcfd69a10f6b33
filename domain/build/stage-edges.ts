import { findStage, type Stage } from "../dockerfile/stages";
import type { Layer } from "../image/image";

/** Where an edge begins: a stage by its index, or an image that no stage of the file makes. */
type Source = { readonly stage: number } | { readonly image: string };

/** What one stage takes from another, or from an image, and where the Dockerfile says so. */
export type StageEdge = {
  readonly from: Source;
  /** Index of the stage that takes it. */
  readonly to: number;
  /** `base`: starts from it; `copy`: `COPY --from`; `mount`: sees it while one `RUN` runs. */
  readonly kind: "base" | "copy" | "mount";
  /** From 1. */
  readonly line: number;
  /** Bytes of the layer that a copy made, once it is known. */
  readonly bytes?: number;
};

/** The edges between stages, and from the images that are copied from, in the order of their lines. */
export function edgesOf(stages: readonly Stage[], layers: readonly Layer[]): StageEdge[] {
  return stages.flatMap((stage) => {
    const { index: to, baseStage, from, instructions } = stage;
    const base: StageEdge[] =
      baseStage === undefined
        ? []
        : [{ from: { stage: baseStage }, to, kind: "base", line: from.line }];
    const taken = instructions.flatMap(({ from: refs, line, keyword }) =>
      [...new Set(refs)].map((ref): StageEdge => {
        const found = findStage(stages.slice(0, to), ref);
        const source = found ? { stage: found.index } : { image: ref };
        if (keyword === "RUN") return { from: source, to, kind: "mount", line };
        const bytes = layers.find((layer) => layer.line === line)?.bytes;
        return { from: source, to, kind: "copy", line, ...(bytes === undefined ? {} : { bytes }) };
      }),
    );
    return [...base, ...taken];
  });
}

/**
 * How far each stage is from what needs no other, by index: the longest way. An edge always leads from
 * a lower rank to a higher; an image that is copied from has rank 0.
 */
export function ranksOf(stages: readonly Stage[], edges: readonly StageEdge[]): number[] {
  const ranks: number[] = [];
  // A stage can only take from those above it, so that one pass is enough.
  for (const { index } of stages) {
    const below = edges
      .filter(({ to }) => to === index)
      .map(({ from }) => ("stage" in from ? (ranks[from.stage] ?? 0) : 0));
    ranks[index] = below.length === 0 ? 0 : Math.max(...below) + 1;
  }
  return ranks;
}
