import { z } from "zod";
import { markdown } from "../words";
import { reuse } from "./reuse";

/**
 * Why a build did not end well, sorted by blame: the learner's file (`dockerfile`, `instruction`),
 * a limit, a rule (`refused`), the learner's choice (`canceled`), or ours (`platform`).
 */
const failureKind = z.enum([
  "dockerfile",
  "instruction",
  "limit",
  "refused",
  "canceled",
  "platform",
]);

export const failure = z.object({
  kind: failureKind,
  /** One or two sentences for the learner. */
  message: z.string().describe(markdown),
  /** Line in the Dockerfile, counted from 1. */
  line: z.int().positive().optional(),
  /** Id of the vertex that failed. */
  vertex: z.string().optional(),
  limit: z.object({ name: z.string(), value: z.number(), unit: z.string() }).optional(),
  /** Last lines of the failing instruction's output, or of the engine's own words. */
  logTail: z.array(z.string()),
  /** Names this failure in the server's log; only where `kind` is `platform`. */
  reference: z.string().optional(),
  reuse: reuse.optional(),
});

export type FailureKind = z.infer<typeof failureKind>;
export type Failure = z.infer<typeof failure>;
