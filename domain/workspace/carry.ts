import type { Files } from "../lesson/files";
import type { Draft } from "./drafts";

/** What the course says of one step: the files that it starts with, and every text that it ever gave a path. */
export type Course = {
  readonly step: string;
  readonly start: Files;
  readonly given: Readonly<Record<string, readonly string[]>>;
};

/**
 * The workspace of a learner who enters a step. A file that the learner wrote comes along, whichever
 * step it was written in; any other is as it was left at this step, or as the step starts with it.
 */
export function enter(course: Course, draft: Draft | null): Files {
  if (!draft) return course.start;
  const last = Object.entries(draft.left[draft.step] ?? {});
  const written = last.filter(([path, text]) => !course.given[path]?.includes(text));
  return { ...course.start, ...draft.left[course.step], ...Object.fromEntries(written) };
}

/** The draft of a learner whose workspace at a step is now `files`. */
export function leave(course: Course, draft: Draft | null, files: Files): Draft {
  const changed = Object.entries(files).filter(([path, text]) => course.start[path] !== text);
  return {
    version: 1,
    step: course.step,
    left: { ...draft?.left, [course.step]: Object.fromEntries(changed) },
  };
}

/** Whether two workspaces hold the same files. */
export function sameFiles(a: Files, b: Files): boolean {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
}
