import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { listed, question } from "../folder";
import { noImage } from "../image";

/** What a folder of the built image holds (`?path=/app`), as of a layer (`?layer=3`, else the last). */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners, files } = await runtime();
  const asked = question(request);
  if (asked instanceof Response) return asked;
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  return build.result ? listed(files, build.result.image, asked) : noImage(build);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
