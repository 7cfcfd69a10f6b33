import { useSyncExternalStore } from "react";

/** State that lives outside React; `get` returns the same object until something changes. */
export type Store<State> = {
  get(): State;
  subscribe(changed: () => void): () => void;
  close(): void;
};

const never = () => () => {};

/** The state of a store, and `empty` until there is one. `empty` must be a constant. */
export function useStore<State>(store: Store<State> | null, empty: State): State {
  return useSyncExternalStore(store?.subscribe ?? never, store?.get ?? (() => empty), () => empty);
}
