import type { BuildResult } from "@/domain/build/result";
import { inWords, limitNamed, limits } from "@/domain/limits";
import { code } from "@/domain/words";
import { problemOf, problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { type Runtime, runtime } from "@/server/runtime";
import { faultResponse, nothingHere } from "../../../fault";
import { only } from "../../../methods";

/** What a folder of the built image holds (`?path=/app`), as of a layer (`?layer=3`, else the last). */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners, files } = await runtime();
  const asked = question(new URL(request.url).searchParams);
  if (!asked) return malformed("Ask for `?path=/folder` and, as a number from 0, `&layer=`.");
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  if (!build.result) return conflict(`The build is ${build.status}: there is no image.`);
  return listed(files, build.result, asked);
});

async function listed(files: Runtime["files"], { image }: BuildResult, asked: Question) {
  const listing = await files(image, asked.path, asked.layer);
  if (listing.ok) return Response.json(listing.files);
  const { imageFiles } = limits;
  switch (listing.why) {
    case "no-engine":
      return problemResponse(problemOf("unavailable", "The sandbox is not ready."));
    case "no-image":
      return conflict("The image is no longer there. Build it again.");
    case "no-layer":
      return malformed(`The image has ${image.layers.length} layers, counted from 0.`);
    case "no-folder":
      return problemResponse(problemOf("not-found", `There is no folder ${code(asked.path)}.`));
    case "too-many": {
      const detail = `The image has more than ${inWords(imageFiles)} files.`;
      return faultResponse({ kind: "limit", detail, limit: limitNamed("imageFiles") });
    }
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

const conflict = (detail: string) => problemResponse(problemOf("conflict", detail));
const malformed = (detail: string) => problemResponse(problemOf("malformed", detail));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
