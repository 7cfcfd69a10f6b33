import { faultResponse, nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { write } from "../../../write";

/** Stores a finished build's result behind a link that anyone who has it can read. */
export const POST = write<{ id: string }>(async (request, { id }, services) => {
  const { builds, learners, rates, shares } = services;
  const learner = learners.known(request);
  const build = learner && (await builds.get(id, learner));
  if (!build) return nothingHere();
  const often = await rates.take("shareRate", learner);
  if (often) return faultResponse(often);
  const shared = await shares.share(learner, build);
  if (!shared.ok) return faultResponse(shared.fault);
  return Response.json(shared.value, { status: 201, headers: { location: shared.value.url } });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = only("POST");
