import { complain } from "../log/complain";

/** One server-sent event: `data` goes out as JSON. */
export type SseEvent = { id?: string | number; event?: string; data: unknown };

const headers = {
  "content-type": "text/event-stream",
  // A proxy that compresses or buffers would hold the events back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/**
 * A `text/event-stream` response. `open` is called once, with a signal that aborts when the reader
 * goes away, whichever way the runtime tells (the request's signal, the stream's cancel, or both).
 * An event is asked for only when the reader has room, so a slow reader costs no memory here.
 * A source that throws breaks the response off, and the browser reconnects with `Last-Event-ID`.
 */
export function sseResponse(
  open: (signal: AbortSignal) => AsyncIterable<SseEvent>,
  reader: AbortSignal,
  heartbeatMs = 15_000,
): Response {
  const gone = new AbortController();
  const source = open(gone.signal)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let heart: NodeJS.Timeout | undefined;

  const stop = () => {
    if (gone.signal.aborted) return;
    gone.abort();
    clearInterval(heart);
    reader.removeEventListener("abort", onAbort);
    source.return?.().catch((error: unknown) => complain("an event source's end", error));
  };
  let onAbort = stop;

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      onAbort = () => {
        if (gone.signal.aborted) return;
        stop();
        controller.close();
      };
      if (reader.aborted) return onAbort();
      reader.addEventListener("abort", onAbort);
      controller.enqueue(encoder.encode(": hello\n\n"));
      heart = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": beat\n\n"));
      }, heartbeatMs);
    },
    async pull(controller) {
      try {
        const next = await source.next();
        if (gone.signal.aborted) return;
        if (!next.done) return controller.enqueue(encoder.encode(format(next.value)));
        stop();
        controller.close();
      } catch (error) {
        if (gone.signal.aborted) return;
        stop();
        controller.error(error);
      }
    },
    cancel: stop,
  });
  return new Response(body, { headers });
}

function format({ id, event, data }: SseEvent): string {
  const lines = [
    id === undefined ? [] : `id: ${id}`,
    event === undefined ? [] : `event: ${event}`,
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.flat().join("\n")}\n\n`;
}
