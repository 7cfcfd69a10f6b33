export type RunMemory = {
  read(): string | null;
  /** Keeps a run's id; null forgets. */
  keep(run: string | null): void;
};

/** Remembers which container a lesson started last; a store that refuses is no error. */
export function rememberRun(store: () => Storage, lesson: string): RunMemory {
  const key = `stagecraft:run:${lesson}`;
  return {
    read: () => {
      try {
        return store().getItem(key);
      } catch {
        return null;
      }
    },
    keep: (run) => {
      try {
        if (run === null) store().removeItem(key);
        else store().setItem(key, run);
      } catch {
        // It only costs the view of the container after a reload.
      }
    },
  };
}
