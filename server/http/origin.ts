import { isCrossOrigin } from "@/domain/learner/origin";
import type { Problem } from "@/domain/problem";
import { problemOf } from "./problem";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** A problem where another origin's page asks for a change of state, else null; scripts pass. */
export function refuseCrossOrigin(request: Request): Problem | null {
  if (safe.has(request.method)) return null;
  const { headers } = request;
  const crossed = isCrossOrigin({
    fetchSite: headers.get("sec-fetch-site"),
    origin: headers.get("origin"),
    host: headers.get("host") ?? new URL(request.url).host,
  });
  if (!crossed) return null;
  return problemOf("cross-origin", "Only a page of this origin, or a script, may do this.");
}
