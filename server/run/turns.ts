/** Work that goes one by one for each key; `all` settles once nobody has a turn. */
export type Turns = {
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
  all(): Promise<void>;
};

export function newTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    take(key, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(work);
      const over = turn.then(
        () => {},
        () => {},
      );
      last.set(key, over);
      void over.then(() => {
        if (last.get(key) === over) last.delete(key);
      });
      return turn;
    },
    async all() {
      await Promise.all(last.values());
    },
  };
}
