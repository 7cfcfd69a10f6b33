/** A learner's cookie, as `server/learner/signature.ts` makes it: who has it is that learner. */
const cookie = /[0-9a-f]{32}\.[\w-]{43}/g;

/** Causes of causes that are told; an error may be its own cause. */
const deepest = 5;

/**
 * An error for the log: its stack and its causes', and none of its other fields. A database error
 * carries the values that were to be stored, a learner's files and build arguments among them.
 */
export function inLog(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error === "string" ? masked(error) : typeof error;
  const told = masked(error.stack ?? `${error.name}: ${error.message}`);
  if (error.cause === undefined || depth === deepest) return told;
  return `${told}\ncaused by ${inLog(error.cause, depth + 1)}`;
}

function masked(text: string): string {
  return text.replace(cookie, "(a cookie)");
}
