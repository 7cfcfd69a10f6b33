import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../fault";
import { only } from "../../methods";
import { write } from "../../write";

/** A run of the learner's: its state, and the end of its output. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { runs, learners } = await runtime();
  const learner = learners.known(request);
  const run = learner && runs.get(id, learner);
  return run ? Response.json(run, { headers: { "cache-control": "no-store" } }) : nothingHere();
});

/** Ends a run and removes its container: 202 however often it is asked. */
export const DELETE = write<{ id: string }>(async (request, { id }, { runs, learners }) => {
  const learner = learners.known(request);
  const known = learner !== null && (await runs.stop(id, learner));
  return known ? new Response(null, { status: 202 }) : nothingHere();
});

export const { OPTIONS, PATCH, POST, PUT } = only("GET", "DELETE");
