import type { BuildEvent } from "@/domain/build/events";
import { route } from "@/server/http/route";
import { type SseEvent, sseResponse } from "@/server/http/sse";
import { runtime } from "@/server/runtime";
import { nothingHere } from "../../../fault";
import { only } from "../../../methods";

/**
 * The build's events, from the start or after `Last-Event-ID` (or `?after=`), until its last one. To
 * a reader who has had that one already, 204 says that there is no use in coming again.
 */
export const GET = route<{ id: string }>(async (request, { id }) => {
  const { builds, learners } = await runtime();
  const learner = learners.known(request);
  const journal = learner && (await builds.journal(id, learner));
  if (!journal) return nothingHere();
  const after = lastSeen(request);
  if (journal.ended() && journal.read(after).length === 0)
    return new Response(null, { status: 204 });
  return sseResponse((signal) => numbered(journal.follow(after, signal)), request.signal);
});

function lastSeen(request: Request): number {
  const header = request.headers.get("last-event-id");
  const given = header ?? new URL(request.url).searchParams.get("after") ?? "";
  return /^\d{1,15}$/.test(given) ? Number(given) : 0;
}

async function* numbered(events: AsyncIterable<BuildEvent>): AsyncIterable<SseEvent> {
  for await (const event of events) yield { id: event.seq, data: event };
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
