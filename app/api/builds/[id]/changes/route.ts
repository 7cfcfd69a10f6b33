import { inWords, limitNamed, limits } from "@/domain/limits";
import { problemOf, problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { faultResponse, nothingHere } from "../../../fault";
import { only } from "../../../methods";

/** How the files of a build's image differ from those of another build's (`?since=id`). */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, diff, learners } = await runtime();
  const since = new URL(request.url).searchParams.get("since") ?? "";
  const learner = learners.known(request);
  if (!learner) return nothingHere();
  const [after, before] = await Promise.all([builds.get(id, learner), builds.get(since, learner)]);
  if (!after || !before) return nothingHere();
  if (!after.result || !before.result) return conflict("One of the builds has no image.");
  const found = await diff(before.result.image, after.result.image);
  if (found.ok) return Response.json(found.diff);
  switch (found.why) {
    case "no-engine":
      return problemResponse(problemOf("unavailable", "The sandbox is not ready."));
    case "no-image":
      return conflict("One of the images is no longer there. Build it again.");
    case "too-many": {
      const detail = `One of the images has more than ${inWords(limits.imageFiles)} files.`;
      return faultResponse({ kind: "limit", detail, limit: limitNamed("imageFiles") });
    }
  }
});

const conflict = (detail: string) => problemResponse(problemOf("conflict", detail));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
