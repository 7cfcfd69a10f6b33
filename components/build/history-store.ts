import { buildHistory, type HistoryEntry } from "@/domain/build/history";
import { browser } from "../workbench/ports";
import type { Store } from "../workbench/use-store";

/** The learner's builds, newest first; null until they are known. */
export type History = Store<readonly HistoryEntry[] | null> & {
  /** Asks anew, as after a build has ended. */
  refresh(): void;
};

/** Asks for the history once, and whenever it is told to; what is known stays where an answer fails. */
export function openHistory({ call } = browser): History {
  let builds: readonly HistoryEntry[] | null = null;
  let asked = 0;
  const readers = new Set<() => void>();
  const refresh = async () => {
    asked += 1;
    const turn = asked;
    const answer = await call(buildHistory, "/api/builds");
    if (turn !== asked || !answer.ok) return;
    builds = answer.value.builds;
    for (const changed of readers) changed();
  };
  void refresh();
  return {
    get: () => builds,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    refresh: () => void refresh(),
    close: () => {
      asked += 1;
      readers.clear();
    },
  };
}
