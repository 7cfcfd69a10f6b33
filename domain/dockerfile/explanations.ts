import type { ExplanationRule } from "./explain";
import { commandRules } from "./explanations/command";
import { fileRules } from "./explanations/file";
import { npmRules } from "./explanations/npm";
import { refusedRules } from "./explanations/refused";

/**
 * The failures that learners meet, most telling first. BuildKit has no codes for most of them, so they
 * are known by its words; `server/build/failures.test.itg.ts` has a real engine say them.
 */
export const explanations: readonly ExplanationRule[] = [
  ...refusedRules,
  ...fileRules,
  ...npmRules,
  ...commandRules,
];
