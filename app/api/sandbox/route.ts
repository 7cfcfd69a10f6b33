import { sandboxViewOf } from "@/domain/sandbox/view";
import { route } from "@/server/http/route";
import { withLearner } from "@/server/learner/learner";
import { runtime } from "@/server/runtime";

/** How far the sandbox is. The page asks this first, so this is where a new learner gets a name. */
export const GET = route(async (request) => {
  const { sandbox, learners } = await runtime();
  const headers = { "cache-control": "no-store" };
  return withLearner(
    Response.json(sandboxViewOf(sandbox.news()), { headers }),
    learners.of(request),
  );
});
