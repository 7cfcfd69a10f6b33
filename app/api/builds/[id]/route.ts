import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../fault";
import { only } from "../../methods";
import { write } from "../../write";
import { weighed } from "./weighed";

/**
 * A build of the learner's: its status and, at its end, its result or failure; the result has the
 * compressed size from when that has been measured.
 */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners, analyst } = await runtime();
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  const headers = { "cache-control": "no-store" };
  return Response.json(await weighed(build, analyst), { headers });
});

/** Cancels a build: 202 however often it is asked. */
export const DELETE = write<{ id: string }>(async (request, { id }, { builds, learners }) => {
  const learner = learners.known(request);
  const known = learner !== null && (await builds.cancel(id, learner));
  return known ? new Response(null, { status: 202 }) : nothingHere();
});

export const { OPTIONS, PATCH, POST, PUT } = only("GET", "DELETE");
