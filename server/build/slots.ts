import type { Slot } from "@/domain/sandbox/sandbox";

/** Where a build runs: a slot of the sandbox, or no place of its own on a foreign engine. */
export type Place = { readonly id: number; readonly slot: Slot | null };

/** Builds that run at once on an engine that has no slots. */
export const foreignSlots = 2;

/** The slots of a sandbox, or as many places without limits as a foreign engine gets. */
export function placesOf(slots: readonly Slot[]): Place[] {
  if (slots.length > 0) return slots.map((slot) => ({ id: slot.id, slot }));
  return Array.from({ length: foreignSlots }, (_, id) => ({ id, slot: null }));
}

/**
 * Hands out places, each to one build at a time; whoever finds none waits. The lowest free one goes
 * first, not the longest free: BuildKit counts the cgroup's parent into the key of its cache, so what
 * one slot has built another builds anew.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/solver/llbsolver/ops/exec.go
 */
export type Slots = {
  take(): Promise<Place>;
  give(place: Place): void;
  /** Replaces the places, e.g. when the sandbox came back; those that are out are not missed. */
  set(places: readonly Place[]): void;
};

export function openSlots(): Slots {
  let all = new Set<Place>();
  let free: Place[] = [];
  const waiting: ((place: Place) => void)[] = [];
  const serve = () => {
    while (free.length > 0 && waiting.length > 0) {
      const [place, next] = [free.shift(), waiting.shift()];
      if (place) next?.(place);
    }
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        serve();
      }),
    give(place) {
      if (all.has(place)) free = [...free, place].sort((a, b) => a.id - b.id);
      serve();
    },
    set(places) {
      all = new Set(places);
      free = [...places];
      serve();
    },
  };
}
