import type { Problem } from "../dockerfile/problems";

/** Where the cursor is wanted: a line (from 1), a point of the window, or wherever it was. */
export type Place = { readonly line: number } | { readonly x: number; readonly y: number } | object;

/** What every kind of editor is given: one file, what is wrong with it, and where to hand its text. */
export type EditorProps = {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** A new object moves the focus there. */
  readonly place: Place | null;
  readonly onEdit: (path: string, text: string) => void;
};
