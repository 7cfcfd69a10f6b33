import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../../../fault";
import { only } from "../../../../../methods";
import { question } from "../../../folder";
import { noImage, unreadable } from "../../../image";

/**
 * What one layer of the built image (from 0) did to the files below it: in a folder (`?path=/app`), or
 * to whatever has some text in its path (`?search=.node`).
 */
export const GET = route<{ id: string; layer: string }>(async (request, { id, layer }) => {
  const { builds, learners, layerFiles } = await runtime();
  const asked = question(request);
  if (asked instanceof Response) return asked;
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build || !/^\d{1,4}$/.test(layer)) return nothingHere();
  if (!build.result) return noImage(build);
  const search = new URL(request.url).searchParams.get("search") ?? undefined;
  const found = await layerFiles(build.result.image, Number(layer), { path: asked.path, search });
  if (found.ok) return Response.json(found.files);
  return found.why === "no-layer" ? nothingHere() : unreadable(found.why);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
