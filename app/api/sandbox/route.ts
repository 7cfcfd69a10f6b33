import { sandboxViewOf } from "@/domain/sandbox/view";
import { route } from "@/server/http/route";
import { withLearner } from "@/server/learner/learner";
import { runtime } from "@/server/runtime";
import { faultResponse } from "../fault";
import { learnerOf } from "../learner";
import { only } from "../methods";

/** How far the sandbox is. The page asks this first, so this is where a new learner gets a name. */
export const GET = route(async (request) => {
  const services = await runtime();
  const learner = await learnerOf(request, services);
  if (!learner.ok) return faultResponse(learner.fault);
  const headers = { "cache-control": "no-store" };
  return withLearner(
    Response.json(sandboxViewOf(services.sandbox.news()), { headers }),
    learner.value,
  );
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
