import { problemOf, problemResponse } from "@/server/http/problem";
import { route } from "@/server/http/route";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";
import { weighed } from "../weighed";

/** The record of a build that has ended, as a file to keep. */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { analyst, learners, records } = await runtime();
  const learner = learners.known(request);
  const record = learner && (await records.record(id, learner));
  if (!record) return nothingHere();
  if (!record.build.endedAt) {
    return problemResponse(problemOf("conflict", "The build has not ended yet."));
  }
  const name = `stagecraft-build-${record.build.endedAt.slice(0, 19).replace(/:/g, "")}.json`;
  const whole = { ...record, build: await weighed(record.build, analyst) };
  return new Response(JSON.stringify(whole, null, 2), {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
