import { type ImageEntry, imageFiles } from "@/domain/image/files";
import type { Refusal } from "../workbench/call";
import { browser } from "../workbench/ports";
import type { Store } from "../workbench/use-store";

/** A folder that is shown, or on its way. */
export type FolderState = {
  readonly path: string;
  /** The largest first; null until they have come. */
  readonly entries: readonly ImageEntry[] | null;
  /** Why they have not come yet, and will; or why they will not. */
  readonly waiting: string | null;
  readonly refusal: Refusal | null;
};

export type Folder = Store<FolderState> & {
  /** Goes to a folder by its absolute path. */
  open(path: string): void;
};

export const noFolder: FolderState = { path: "/", entries: null, waiting: null, refusal: null };

/** The folders of an image, from an address of the API that takes `?path=`; begins at the root. */
export function openFolder(address: string, ports = browser): Folder {
  let state = noFolder;
  let forget = () => {};
  let asked = 0;
  const readers = new Set<() => void>();
  const set = (next: FolderState) => {
    state = next;
    for (const changed of readers) changed();
  };

  const ask = async (path: string) => {
    asked += 1;
    const mine = asked;
    const answer = await ports.call(imageFiles, `${address}?path=${encodeURIComponent(path)}`);
    if (mine !== asked) return;
    const none = { ...noFolder, path };
    if (answer.ok) return set({ ...none, entries: largestFirst(answer.value.entries) });
    const { kind, detail, retryAfterSeconds = 1 } = answer.refusal;
    if (kind !== "unavailable" && kind !== "busy") return set({ ...none, refusal: answer.refusal });
    set({ ...none, waiting: detail });
    forget = ports.wait(() => void ask(path), retryAfterSeconds * 1000);
  };
  const open = (path: string) => {
    forget();
    // What was there stays in sight until the next has come: it is seldom long.
    set({ ...state, path, refusal: null, waiting: null });
    void ask(path);
  };

  void ask("/");
  return {
    get: () => state,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    open,
    close: () => {
      asked += 1;
      forget();
      readers.clear();
    },
  };
}

function largestFirst(entries: readonly ImageEntry[]): ImageEntry[] {
  return entries
    .filter(({ change }) => change !== "deleted")
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}
