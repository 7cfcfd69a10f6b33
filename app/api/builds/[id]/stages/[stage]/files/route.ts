import { code } from "@/domain/words";
import { problemOf, problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { faultResponse, nothingHere } from "../../../../../fault";
import { only } from "../../../../../methods";
import { listed, question } from "../../../folder";

/**
 * What a folder of a stage holds that the build threw away, or that failed: of that, as it was before
 * the instruction that did. 202 until it has been built again.
 */
export const GET = route<{ id: string; stage: string }>(async (request, { id, stage }) => {
  const { stages, learners, files } = await runtime();
  const asked = question(request);
  if (asked instanceof Response) return asked;
  const learner = learners.known(request);
  const looked = learner && (await stages.look(id, learner, stage));
  if (!looked) return nothingHere();
  if (looked.ok) return listed(files, looked.image, asked);
  switch (looked.why) {
    case "no-build":
      return nothingHere();
    case "no-stage":
      return problemResponse(
        problemOf("not-found", `There is no stage ${code(stage)} to look into.`),
      );
    case "pending":
      return Response.json({ state: "pending" }, { status: 202, headers: { "retry-after": "1" } });
    case "failed":
      return problemResponse(problemOf("conflict", "The stage could not be built again."));
    case "fault":
      return faultResponse(looked.fault);
  }
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
