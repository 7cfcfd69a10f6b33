import type { Problem, ProblemKind } from "@/domain/problem";

const kinds: Record<ProblemKind, { status: number; title: string }> = {
  malformed: { status: 400, title: "The request is malformed" },
  "not-found": { status: 404, title: "There is no such thing" },
  limit: { status: 413, title: "Over a limit" },
  path: { status: 422, title: "A path that the build context can't hold" },
  dockerfile: { status: 422, title: "The Dockerfile is not right" },
  refused: { status: 403, title: "Refused" },
  conflict: { status: 409, title: "Not in this state" },
  "cross-origin": { status: 403, title: "Refused from another origin" },
  busy: { status: 429, title: "Too much at once" },
  unavailable: { status: 503, title: "Not available yet" },
  platform: { status: 500, title: "Our fault" },
};

/** A problem of a kind, with the kind's own status and title unless `more` says otherwise. */
export function problemOf(
  kind: ProblemKind,
  detail: string,
  more: Partial<Omit<Problem, "kind" | "detail">> = {},
): Problem {
  return { type: `urn:stagecraft:problem:${kind}`, ...kinds[kind], detail, kind, ...more };
}

/** Seconds after which it is worth asking again, for the statuses that must say so. */
const retryAfter = "5";

/**
 * A problem as an HTTP response ({@link https://www.rfc-editor.org/rfc/rfc9457 RFC 9457}); 429 and
 * 503 always carry `Retry-After`.
 */
export function problemResponse(problem: Problem, headers?: HeadersInit): Response {
  const all = new Headers(headers);
  all.set("content-type", "application/problem+json");
  all.set("cache-control", "no-store");
  if ((problem.status === 429 || problem.status === 503) && !all.has("retry-after")) {
    all.set("retry-after", retryAfter);
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers: all });
}
