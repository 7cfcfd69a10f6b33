import { sandboxViewOf } from "@/domain/sandbox/view";
import { route } from "@/server/http/route";
import { type SseEvent, sseResponse } from "@/server/http/sse";
import { type Runtime, runtime } from "@/server/runtime";
import { only } from "../../methods";

/** How far the sandbox is, now and whenever that changes. */
export const GET = route(async (request) => {
  const { sandbox } = await runtime();
  return sseResponse((signal) => views(sandbox, signal), request.signal);
});

async function* views(sandbox: Runtime["sandbox"], signal: AbortSignal): AsyncIterable<SseEvent> {
  for await (const news of sandbox.follow(signal)) yield { data: sandboxViewOf(news) };
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = only("GET");
