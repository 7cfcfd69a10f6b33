import { findStage, type Stage } from "./stages";

/** The stage that becomes the image: the target, else the last; null where the target is no stage. */
export function shippedStage(stages: readonly Stage[], target: string | null): Stage | null {
  return target === null ? (stages.at(-1) ?? null) : findStage(stages, target);
}

/** Indexes of the stages that a build of `stage` needs, itself among them; BuildKit skips the rest. */
export function reachable(stages: readonly Stage[], stage: Stage): ReadonlySet<number> {
  const needed = new Set<number>();
  const visit = (index: number) => {
    const found = stages[index];
    if (!found || needed.has(index)) return;
    needed.add(index);
    for (const next of found.copies) visit(next);
    if (found.baseStage !== undefined) visit(found.baseStage);
  };
  visit(stage.index);
  return needed;
}

/** A stage and those that it starts from, the lowest first: what its image consists of. */
export function chainOf(stages: readonly Stage[], stage: Stage): Stage[] {
  const below = stage.baseStage === undefined ? undefined : stages[stage.baseStage];
  return below ? [...chainOf(stages, below), stage] : [stage];
}
