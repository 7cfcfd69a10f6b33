import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";

/** What the stages weigh that a build threw away: what is not known yet is pending, so ask again. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { stages, learners } = await runtime();
  const learner = learners.known(request);
  const weighed = learner && (await stages.weigh(id, learner));
  if (!weighed) return nothingHere();
  return Response.json({ stages: weighed }, { headers: { "cache-control": "no-store" } });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
