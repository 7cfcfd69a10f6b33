import type { Fault } from "@/domain/problem";
import { problemOf, problemResponse } from "@/server/http/problem";

/** Why a build can't be queued, as a problem: what the body says is wrong is 422, sizes are 413. */
export function faultResponse({ kind, detail, line, limit, retryAfterSeconds }: Fault): Response {
  const more = { ...(line ? { line } : {}), ...(limit ? { limit } : {}) };
  const status = kind === "refused" ? { status: 422 } : {};
  const headers = new Headers();
  if (retryAfterSeconds) headers.set("retry-after", String(retryAfterSeconds));
  return problemResponse(problemOf(kind, detail, { ...more, ...status }), headers);
}

/** The answer about a build or a run that is not there, or not yours: the two are not told apart. */
export function nothingHere(): Response {
  return problemResponse(problemOf("not-found", "There is nothing of that name that is yours."));
}
