import { route } from "@/server/http/route";
import { sseResponse } from "@/server/http/sse";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";

/**
 * The run as it goes: `log` events with its output, from the start or after `Last-Event-ID`, and a
 * `state` event on every change; ends with the run. To a reader who has had the last event, 204 says
 * that there is no use in coming again.
 */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { runs, learners } = await runtime();
  const learner = learners.known(request);
  const seen = request.headers.get("last-event-id") ?? "";
  const after = /^\d{1,15}$/.test(seen) ? Number(seen) : 0;
  const follow = learner && runs.follow(id, learner, after);
  if (!follow) return nothingHere();
  if (seen === "end") return new Response(null, { status: 204 });
  return sseResponse(follow, request.signal);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
