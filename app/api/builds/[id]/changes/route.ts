import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { noImage, unreadable } from "../image";

/** How the files of a build's image differ from those of another build's (`?since=id`). */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, diff, learners } = await runtime();
  const since = new URL(request.url).searchParams.get("since") ?? "";
  const learner = learners.known(request);
  if (!learner) return nothingHere();
  const [after, before] = await Promise.all([builds.get(id, learner), builds.get(since, learner)]);
  if (!after || !before) return nothingHere();
  if (!after.result) return noImage(after);
  if (!before.result) return noImage(before);
  const found = await diff(before.result.image, after.result.image);
  return found.ok ? Response.json(found.diff) : unreadable(found.why);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
