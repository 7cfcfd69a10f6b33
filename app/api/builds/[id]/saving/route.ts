import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { noImage, unreadable } from "../image";

/** Why the build's image and that of another build (`?against=id`) differ in weight. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, saving, learners } = await runtime();
  const against = new URL(request.url).searchParams.get("against") ?? "";
  const learner = learners.known(request);
  if (!learner) return nothingHere();
  const [one, other] = await Promise.all([builds.get(id, learner), builds.get(against, learner)]);
  if (!one || !other) return nothingHere();
  if (!one.result) return noImage(one);
  if (!other.result) return noImage(other);
  const told = await saving({ ...one, result: one.result }, { ...other, result: other.result });
  return told.ok ? Response.json(told.saving) : unreadable(told.why);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
