import { watch } from "node:fs";
import { contentRoot } from "@/server/lesson/catalogue";

export const dynamic = "force-dynamic";

/** In development only (see `pageExtensions`): one event for every change under `content/`. */
export function GET(request: Request): Response {
  const body = new ReadableStream<string>({
    start(controller) {
      const watcher = watch(contentRoot, { recursive: true }, () =>
        controller.enqueue("data: changed\n\n"),
      );
      request.signal.addEventListener("abort", () => watcher.close());
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-transform" },
  });
}
