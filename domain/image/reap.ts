/** A built image that the engine keeps; `at` is when it was built, in ms. */
export type Kept = { readonly id: string; readonly at: number };

/**
 * The images to remove: those past their lifetime, and the oldest above the ceiling. One from further
 * in the future than that was dated by a clock that was wrong, and would otherwise stay.
 */
export function toReap(
  images: readonly Kept[],
  now: number,
  { lifetimeMs, ceiling }: { lifetimeMs: number; ceiling: number },
): string[] {
  const newestFirst = [...images].sort((a, b) => b.at - a.at);
  return newestFirst
    .filter(({ at }, place) => place >= ceiling || Math.abs(now - at) >= lifetimeMs)
    .map(({ id }) => id);
}
