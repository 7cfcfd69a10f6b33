import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../fault";
import { only } from "../../methods";
import { write } from "../../write";

/** A build of the learner's: its status and, at its end, its result or failure. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners } = await runtime();
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  return build ? Response.json(build, { headers: { "cache-control": "no-store" } }) : nothingHere();
});

/** Cancels a build: 202 however often it is asked. */
export const DELETE = write<{ id: string }>(async (request, { id }, { builds, learners }) => {
  const learner = learners.known(request);
  const known = learner !== null && (await builds.cancel(id, learner));
  return known ? new Response(null, { status: 202 }) : nothingHere();
});

export const { OPTIONS, PATCH, POST, PUT } = only("GET", "DELETE");
