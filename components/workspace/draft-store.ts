import { type Draft, draftKey, draftsToDrop, parseDraft } from "@/domain/workspace/drafts";

/** Where a lesson's draft lives in this browser. */
export type DraftStore = {
  read(): Draft | null;
  /** False where the browser keeps nothing. */
  write(draft: Draft): boolean;
  /** Hears of what another tab writes. */
  watch(changed: (draft: Draft | null) => void): () => void;
};

/** Keeps a lesson's draft in the browser's local storage, and lets old ones of other lessons go. */
export function keepDraft(lesson: string): DraftStore {
  const key = draftKey(lesson);
  makeRoom(key);
  return {
    read: () => {
      try {
        return parseDraft(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write: (draft) => {
      try {
        localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() }));
        return true;
      } catch {
        return false;
      }
    },
    watch: (changed) => {
      const listen = (event: StorageEvent) => {
        if (event.key === key) changed(parseDraft(event.newValue));
      };
      addEventListener("storage", listen);
      return () => removeEventListener("storage", listen);
    },
  };
}

function makeRoom(own: string): void {
  try {
    for (const key of draftsToDrop({ ...localStorage }, own, Date.now())) {
      localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to let go.
  }
}
