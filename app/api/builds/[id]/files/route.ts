import type { BuildResult } from "@/domain/build/result";
import { code } from "@/domain/words";
import { problemOf, problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { type Runtime, runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { noImage, unreadable } from "../image";

/** What a folder of the built image holds (`?path=/app`), as of a layer (`?layer=3`, else the last). */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners, files } = await runtime();
  const asked = question(new URL(request.url).searchParams);
  if (!asked) return malformed("Ask for `?path=/folder` and, as a number from 0, `&layer=`.");
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  return build.result ? listed(files, build.result, asked) : noImage(build);
});

async function listed(files: Runtime["files"], { image }: BuildResult, asked: Question) {
  const listing = await files(image, asked.path, asked.layer);
  if (listing.ok) return Response.json(listing.files);
  switch (listing.why) {
    case "no-layer":
      return malformed(`The image has ${image.layers.length} layers, counted from 0.`);
    case "no-folder":
      return problemResponse(problemOf("not-found", `There is no folder ${code(asked.path)}.`));
    default:
      return unreadable(listing.why);
  }
}

type Question = { path: string; layer?: number };

function question(query: URLSearchParams): Question | null {
  const path = query.get("path") ?? "/";
  const layer = query.get("layer");
  if (!path.startsWith("/") || (layer !== null && !/^\d{1,4}$/.test(layer))) return null;
  const trimmed = path.replace(/\/+$/, "") || "/";
  return { path: trimmed, ...(layer === null ? {} : { layer: Number(layer) }) };
}

const malformed = (detail: string) => problemResponse(problemOf("malformed", detail));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
