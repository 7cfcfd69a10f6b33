import { faultResponse, nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { write } from "../../../write";
import { weighed } from "../weighed";

/** Stores a finished build's result behind a link that anyone who has it can read. */
export const POST = write<{ id: string }>(async (request, { id }, services) => {
  const { analyst, builds, learners, rates, shares } = services;
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  const often = await rates.take("shareRate", learner);
  if (often) return faultResponse(often);
  const shared = await shares.share(learner, await weighed(build, analyst));
  if (!shared.ok) return faultResponse(shared.fault);
  return Response.json(shared.value, { status: 201, headers: { location: shared.value.url } });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = only("POST");
