import type { Told } from "./vertexes";

/**
 * How many of the learner's instructions the engine worked through, and how many of them came from the
 * cache. `FROM` and the engine's own work are no steps; what makes no layer (`ENV`, `CMD` …) is none
 * either.
 */
export function countSteps(vertexes: Iterable<Told>): { cachedSteps: number; totalSteps: number } {
  let cachedSteps = 0;
  let totalSteps = 0;
  for (const { body, match } of vertexes) {
    if (match.line === undefined || match.keyword === "FROM") continue;
    totalSteps += 1;
    if (body.state === "cached") cachedSteps += 1;
  }
  return { cachedSteps, totalSteps };
}
