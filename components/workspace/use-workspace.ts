import { useEffect, useRef, useState } from "react";
import type { Files } from "@/domain/lesson/files";
import { type Course, enter, leave, sameFiles } from "@/domain/workspace/carry";
import type { DraftStore } from "./draft-store";

export type Workspace = {
  readonly files: Files;
  /** False while the draft is still to be read. */
  readonly ready: boolean;
  /** False where the browser keeps nothing, so that a reload would lose the edits. */
  readonly kept: boolean;
  edit(path: string, text: string): void;
  /** Puts other files in place of all, until {@link undo} or the next edit. */
  replace(files: Files, what: string): void;
  readonly undo: { readonly what: string; run(): void } | null;
};

type Undo = { readonly what: string; readonly files: Files };

/** The files of a learner at one step: from the draft that `drafts` keeps, and kept there with every edit. */
export function useWorkspace(course: Course, drafts: DraftStore | null): Workspace {
  const [files, setFiles] = useState(course.start);
  const [undo, setUndo] = useState<Undo | null>(null);
  const [ready, setReady] = useState(false);
  const [kept, setKept] = useState(true);
  // A step's course never changes while its workbench stands: the page gives each step its own.
  const fixed = useRef(course);

  useEffect(() => {
    if (!drafts) return;
    const show = (draft: ReturnType<DraftStore["read"]>) => {
      const next = enter(fixed.current, draft);
      setFiles((now) => (sameFiles(now, next) ? now : next));
      setUndo(null);
    };
    show(drafts.read());
    setReady(true);
    return drafts.watch(show);
  }, [drafts]);

  const write = (next: Files, nextUndo: Undo | null) => {
    setFiles(next);
    setUndo(nextUndo);
    if (drafts) setKept(drafts.write(leave(fixed.current, drafts.read(), next)));
  };

  return {
    files,
    ready,
    kept,
    edit: (path, text) => {
      if (files[path] !== text) write({ ...files, [path]: text }, null);
    },
    replace: (next, what) => write(next, { what, files }),
    undo: undo && { what: undo.what, run: () => write(undo.files, null) },
  };
}
