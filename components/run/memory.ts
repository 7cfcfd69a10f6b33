/** Remembers in `store` which container a lesson started last; a store that refuses is no error. */
export function rememberRun(store: () => Storage, lesson: string) {
  const key = `stagecraft:run:${lesson}`;
  return {
    read: (): string | null => {
      try {
        return store().getItem(key);
      } catch {
        return null;
      }
    },
    keep: (run: string | null) => {
      try {
        if (run === null) store().removeItem(key);
        else store().setItem(key, run);
      } catch {
        // It only costs the view of the container after a reload.
      }
    },
  };
}
