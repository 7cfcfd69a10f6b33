import { buildRequest } from "@/domain/build/request";
import { inWords, limitNamed, limits } from "@/domain/limits";
import { readBody } from "@/server/http/body";
import { problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { withLearner } from "@/server/learner/learner";
import { runtime } from "@/server/runtime";
import { faultResponse } from "../fault";
import { learnerOf } from "../learner";
import { only } from "../methods";
import { write } from "../write";

// JSON escapes some characters; a body far beyond that can't be a context within its limit.
const bodyBytes = 2 * limits.contextBytes.value + 256 * 1024;

/** Queues a build: 202 with its id and place; 4xx with what is wrong, the limit or the line. */
export const POST = write(async (request, _, services) => {
  const asks = await learnerOf(request, services);
  if (!asks.ok) return faultResponse(asks.fault);
  const learner = asks.value;
  const often = await services.rates.take("buildRate", learner.id);
  if (often) return withLearner(faultResponse(often), learner);
  const body = await readBody(request, buildRequest, bodyBytes, "contextBytes");
  if (!body.ok) {
    const tooLarge = body.problem.kind === "limit";
    return withLearner(tooLarge ? overContext() : problemResponse(body.problem), learner);
  }
  const submitted = await services.builds.submit(learner.id, body.value);
  if (!submitted.ok) return withLearner(faultResponse(submitted.fault), learner);
  const { id, position } = submitted.value;
  const headers = { location: `/api/builds/${id}` };
  return withLearner(Response.json({ id, position }, { status: 202, headers }), learner);
});

/** The learner's last builds, the newest first; none where nobody is named. */
export const GET = route(async (request) => {
  const { builds, learners } = await runtime();
  const learner = learners.known(request);
  const list = { builds: learner ? await builds.list(learner) : [] };
  return Response.json(list, { headers: { "cache-control": "no-store" } });
});

function overContext(): Response {
  const detail = `The build context is larger than ${inWords(limits.contextBytes)}.`;
  return faultResponse({ kind: "limit", detail, limit: limitNamed("contextBytes") });
}

export const { DELETE, OPTIONS, PATCH, PUT } = only("GET", "POST");
