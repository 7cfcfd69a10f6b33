import * as z from "zod";
import { limits } from "../limits";

const files = z.record(z.string().min(1).max(255), z.string());

/**
 * What a learner wrote in one lesson, as the browser keeps it: by step, the files that differed from
 * the step's start when the learner was last there; and which step that was.
 */
const draft = z.strictObject({
  version: z.literal(1),
  step: z.string(),
  left: z.record(z.string(), files),
  /** When it was last written, in ms. */
  at: z.number().optional(),
});

export type Draft = z.infer<typeof draft>;

const prefix = "stagecraft:draft:";

/** The name under which the browser keeps a lesson's draft. */
export function draftKey(lesson: string): string {
  return `${prefix}${lesson}`;
}

/**
 * The names of the drafts that a browser should let go: past their lifetime, or above a ceiling, the
 * ones that were left longest first. `own` is the one at hand, and stays.
 */
export function draftsToDrop(
  stored: Readonly<Record<string, string>>,
  own: string,
  now: number,
  bounds: { lifetimeMs: number; drafts: number; bytes: number } = {
    lifetimeMs: limits.draftTime.value,
    drafts: limits.drafts.value,
    bytes: limits.draftBytes.value,
  },
): string[] {
  const drafts = Object.entries(stored)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => ({ key, bytes: 2 * text.length, at: parseDraft(text)?.at }));
  const newestFirst = drafts.sort(
    (a, b) => Number(b.key === own) - Number(a.key === own) || (b.at ?? 0) - (a.at ?? 0),
  );
  let bytes = 0;
  return newestFirst.flatMap((draft, place) => {
    bytes += draft.bytes;
    const over = place >= bounds.drafts || bytes > bounds.bytes;
    const old = draft.at !== undefined && now - draft.at >= bounds.lifetimeMs;
    return draft.key !== own && (over || old) ? [draft.key] : [];
  });
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
