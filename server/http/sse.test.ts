import { afterEach, expect, test, vi } from "vitest";
import { type SseEvent, sseResponse } from "./sse";

afterEach(() => vi.useRealTimers());

const never = new AbortController().signal;
const flush = () => new Promise((resolve) => setTimeout(resolve, 5));

/** An endless source that counts what was asked of it and how often it was ended. */
function counting() {
  const seen = { asked: 0, ended: 0 };
  async function* open(): AsyncGenerator<SseEvent> {
    try {
      for (;;) yield { data: ++seen.asked };
    } finally {
      seen.ended += 1;
    }
  }
  return { seen, open };
}

/** A source that waits for its signal, and nothing else. */
function waiting() {
  const seen = { ended: 0 };
  async function* open(signal: AbortSignal): AsyncGenerator<SseEvent> {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    seen.ended += 1;
  }
  return { seen, open };
}

test("writes ids, names and JSON, and ends with its source", async () => {
  async function* open(): AsyncGenerator<SseEvent> {
    yield { id: 1, event: "log", data: "two\nlines" };
    yield { data: { a: 1 } };
  }
  const response = sseResponse(open, never);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toContain("no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  expect(await response.text()).toBe(
    ': hello\n\nid: 1\nevent: log\ndata: "two\\nlines"\n\ndata: {"a":1}\n\n',
  );
});

test("asks for no more than the reader takes", async () => {
  const { seen, open } = counting();
  const reader = sseResponse(open, never).body?.getReader();
  await flush();
  expect(seen.asked).toBeLessThanOrEqual(1);
  for (let at = 0; at < 10; at++) await reader?.read();
  await flush();
  expect(seen.asked).toBeLessThanOrEqual(11);
  await reader?.cancel();
  await flush();
  expect(seen.ended).toBe(1);
});

test("the reader's abort and the stream's cancel together end the source once", async () => {
  const { seen, open } = waiting();
  const request = new AbortController();
  const reader = sseResponse(open, request.signal).body?.getReader();
  await reader?.read();
  await flush();
  request.abort();
  await reader?.cancel();
  request.abort();
  await flush();
  expect(seen.ended).toBe(1);
});

test("an abort ends the stream for whoever still reads", async () => {
  const { open } = waiting();
  const request = new AbortController();
  const text = sseResponse(open, request.signal).text();
  await flush();
  request.abort();
  expect(await text).toBe(": hello\n\n");
});

test("a reader that is gone before the start gets an empty stream", async () => {
  const { seen, open } = counting();
  expect(await sseResponse(open, AbortSignal.abort()).text()).toBe("");
  expect(seen.asked).toBe(0);
});

test("a source that throws breaks the response off", async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first event
  async function* open(): AsyncGenerator<SseEvent> {
    throw new Error("gone");
  }
  await expect(sseResponse(open, never).text()).rejects.toThrow("gone");
});

test("beats while nothing happens, and piles up no beats for a reader that stalls", async () => {
  vi.useFakeTimers();
  const { open } = waiting();
  const reader = sseResponse(open, never, 1000).body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await read()).toBe(": hello\n\n");
  const beat = read();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await beat).toBe(": beat\n\n");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await read()).toBe(": beat\n\n");
  const later = vi.fn();
  void read().then(later);
  await vi.advanceTimersByTimeAsync(0);
  expect(later).not.toHaveBeenCalled();
  await reader?.cancel();
  expect(vi.getTimerCount()).toBe(0);
});
