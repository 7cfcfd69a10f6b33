import { runRequest } from "@/domain/run/run";
import { readBody } from "@/server/http/body";
import { problemOf, problemResponse } from "@/server/http/problem";
import { faultResponse, nothingHere } from "../fault";
import { only } from "../methods";
import { write } from "../write";

const bodyBytes = 4096;

/** Starts a container of a finished build: 201 with the run; 409 where there is no image to start. */
export const POST = write(async (request, _, { builds, runs, learners, rates }) => {
  const body = await readBody(request, runRequest, bodyBytes);
  if (!body.ok) return problemResponse(body.problem);
  const learner = learners.known(request);
  const often = learner && (await rates.take("runRate", learner));
  if (often) return faultResponse(often);
  const build = learner && (await builds.get(body.value.build, learner));
  if (!build) return nothingHere();
  if (!build.result) return conflict(`The build is ${build.status}: there is no image to run.`);

  const started = await runs.start({ learner, build: build.id, image: build.result.image.id });
  if (started.ok) {
    const headers = { location: `/api/runs/${started.run.id}` };
    return Response.json(started.run, { status: 201, headers });
  }
  if (started.why === "no-image") return conflict("The image is no longer there. Build it again.");
  return problemResponse(problemOf("unavailable", "The sandbox is not ready to run anything."));
});

function conflict(detail: string): Response {
  return problemResponse(problemOf("conflict", detail));
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = only("POST");
