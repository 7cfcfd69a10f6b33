import { z } from "zod";
import { markdown } from "./words";

/** The machine words of the API's errors. */
export const problemKind = z.enum([
  "malformed",
  "not-found",
  "limit",
  "path",
  "dockerfile",
  "refused",
  "conflict",
  "cross-origin",
  "busy",
  "unavailable",
  "platform",
]);

/** Every error of the API, as `application/problem+json` ({@link https://www.rfc-editor.org/rfc/rfc9457 RFC 9457}). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe(markdown),
  kind: problemKind,
  /** Line in the Dockerfile, from 1. */
  line: z.int().positive().optional(),
  limit: z.object({ name: z.string(), value: z.number(), unit: z.string() }).optional(),
  /** Which fields of the body were wrong, with the reason. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Names an error of ours in the server's log. */
  reference: z.string().optional(),
});

export type ProblemKind = z.infer<typeof problemKind>;
export type Problem = z.infer<typeof problem>;

/** Why a request cannot be done: a problem before HTTP has given it a status and a title. */
export type Fault = Pick<Problem, "kind" | "detail" | "line" | "limit"> & {
  /** When it is worth asking again, where that is known. */
  retryAfterSeconds?: number;
};

/** A value, or why there is none. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault };
