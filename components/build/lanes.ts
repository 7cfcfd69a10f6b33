import type { Store } from "../workbench/use-store";
import type { Lane } from "./lane";
import type { LaneState } from "./lane-state";

/** The lanes of one step, by Dockerfile. */
export type Lanes = Store<Readonly<Record<string, LaneState>>> & {
  lane(dockerfile: string): Lane | undefined;
};

/** Shows several lanes as one store. */
export function bundle(lanes: Readonly<Record<string, Lane>>): Lanes {
  const entries = Object.entries(lanes);
  const look = () => Object.fromEntries(entries.map(([name, lane]) => [name, lane.get()]));
  const readers = new Set<() => void>();
  let seen = look();
  for (const [, lane] of entries) {
    lane.subscribe(() => {
      seen = look();
      for (const changed of readers) changed();
    });
  }
  return {
    get: () => seen,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    close: () => {
      for (const [, lane] of entries) lane.close();
    },
    lane: (dockerfile) => lanes[dockerfile],
  };
}
