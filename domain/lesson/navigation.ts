/** Where a step stands in its lesson. */
export type Place<S> = {
  readonly step: S;
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly previous: S | undefined;
  readonly next: S | undefined;
};

/** Finds a step and its neighbours by slug; undefined where the lesson has no such step. */
export function placeOf<S extends { readonly slug: string }>(
  steps: readonly S[],
  slug: string,
): Place<S> | undefined {
  const at = steps.findIndex((step) => step.slug === slug);
  const step = steps[at];
  if (!step) return undefined;
  return {
    step,
    number: at + 1,
    count: steps.length,
    previous: steps[at - 1],
    next: steps[at + 1],
  };
}

/** The address of a lesson's overview. */
export function lessonHref(lesson: string): string {
  return `/lessons/${lesson}`;
}

/** The address of a step. */
export function stepHref(lesson: string, step: string): string {
  return `/lessons/${lesson}/${step}`;
}
