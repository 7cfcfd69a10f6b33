import * as z from "zod";

const files = z.record(z.string().min(1).max(255), z.string());

/**
 * What a learner wrote in one lesson, as the browser keeps it: by step, the files that differed from
 * the step's start when the learner was last there; and which step that was.
 */
const draft = z.strictObject({
  version: z.literal(1),
  step: z.string(),
  left: z.record(z.string(), files),
});

export type Draft = z.infer<typeof draft>;

/** The name under which the browser keeps a lesson's draft. */
export function draftKey(lesson: string): string {
  return `stagecraft:draft:${lesson}`;
}

/** Reads a stored draft; null where there is none, or where it is not one of ours. */
export function parseDraft(stored: string | null): Draft | null {
  if (stored === null) return null;
  try {
    return draft.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    return null;
  }
}
