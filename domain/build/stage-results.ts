import { reachable, shippedStage } from "../dockerfile/reach";
import type { Stage } from "../dockerfile/stages";
import type { BaseImage } from "../image/image";
import { sameImage } from "../image/ref";
import type { SandboxFacts } from "../sandbox/sandbox";
import type { StageResult } from "./result";

/** What became of each stage; only the shipped one was measured, so only it has bytes. */
export function stageResults(
  stages: readonly Stage[],
  target: string | null,
  unpackedBytes: number,
): StageResult[] {
  const shipped = shippedStage(stages, target);
  const needed = shipped ? reachable(stages, shipped) : new Set<number>();
  return stages.map((stage) => ({
    name: stage.name,
    base: stage.base,
    ...(stage === shipped ? { unpackedBytes } : {}),
    shipped: stage === shipped,
    skipped: !needed.has(stage.index),
  }));
}

/** The catalogue's images that a build used, in the order in which the Dockerfile names them. */
export function usedImages(
  stages: readonly Stage[],
  target: string | null,
  catalogue: SandboxFacts["baseImages"],
): BaseImage[] {
  const shipped = shippedStage(stages, target);
  const needed = shipped ? reachable(stages, shipped) : new Set<number>();
  const refs = stages
    .filter(({ index }) => needed.has(index))
    .flatMap(({ base, baseStage, images }) => [
      ...(baseStage === undefined ? [base] : []),
      ...images.map(({ ref }) => ref),
    ]);
  const used = new Set(
    refs.flatMap((ref) => catalogue.find((image) => sameImage(image.ref, ref)) ?? []),
  );
  return [...used].map(({ ref, digest, imageId, standIn, about }) => ({
    ref,
    digest: digest ?? imageId,
    standIn,
    about,
  }));
}
