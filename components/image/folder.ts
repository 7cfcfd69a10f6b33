import { stagePending } from "@/domain/build/stage-look";
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

const answers = imageFiles.or(stagePending);

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
    const answer = await ports.call(answers, `${address}?path=${encodeURIComponent(path)}`);
    if (mine !== asked) return;
    const none = { ...noFolder, path };
    const later = (seconds = 1) => {
      forget = ports.wait(() => void ask(path), seconds * 1000);
    };
    if (answer.ok && "entries" in answer.value) {
      set({ ...none, entries: largestFirst(answer.value.entries) });
    } else if (answer.ok) {
      set({ ...none, waiting: "Docker builds the stage again, from the cache." });
      later();
    } else {
      const { kind, detail, retryAfterSeconds } = answer.refusal;
      const passes = kind === "unavailable" || kind === "busy";
      set({ ...none, ...(passes ? { waiting: detail } : { refusal: answer.refusal }) });
      if (passes) later(retryAfterSeconds);
    }
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
