import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { noImage, unreadable } from "../image";

/** What the layers of the built image hold, and its sizes; the compressed one once it has been measured. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners, analyst } = await runtime();
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  if (!build.result) return noImage(build);
  const analysed = await analyst.analyse(build.result.image, request.signal);
  if (!analysed.ok) return unreadable(analysed.why);
  return Response.json(analysed.analysis, { headers: { "cache-control": "no-store" } });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
