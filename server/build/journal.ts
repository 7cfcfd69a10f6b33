import type { BuildEvent, BuildEventBody } from "@/domain/build/events";
import { isLast } from "@/domain/build/events";

/** The numbered events of one build: append, read from n, follow. */
export type Journal = {
  /** Numbers and dates an event; after the last one nothing is taken any more, and null is given. */
  add(body: BuildEventBody): BuildEvent | null;
  /** The events after number `after`, so far. */
  read(after: number): readonly BuildEvent[];
  /**
   * The events after number `after`, then each as it comes. Ends after the last event, when the signal
   * aborts, or when the journal is closed. A reader that lags costs no memory: it has only its place.
   */
  follow(after: number, signal: AbortSignal): AsyncIterable<BuildEvent>;
  /** Whether the last event is there. */
  ended(): boolean;
  /** Lets every follower go, e.g. because the process stops; what is added still counts. */
  close(): void;
};

/** What a reader of a journal may do. */
export type JournalReader = Pick<Journal, "read" | "follow" | "ended">;

/**
 * A build that lost its journal with the process starts anew from here, so that a reader who had seen
 * more than the new journal holds misses nothing of it.
 */
export const seqsPerLife = 1_000_000;

/** An empty journal whose first event gets number `first`. */
export function openJournal(build: string, now: () => number, first = 1): Journal {
  return journalOf(build, now, first, []);
}

/** A journal as it was stored at its end. */
export function storedJournal(build: string, events: readonly BuildEvent[]): Journal {
  const journal = journalOf(build, Date.now, events[0]?.seq ?? 1, [...events]);
  journal.close();
  return journal;
}

function journalOf(build: string, now: () => number, first: number, events: BuildEvent[]): Journal {
  const waiting = new Set<() => void>();
  let closed = false;
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const ended = () => {
    const last = events.at(-1);
    return last !== undefined && isLast(last);
  };
  const news = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        waiting.delete(done);
        resolve();
      };
      waiting.add(done);
      signal.addEventListener("abort", done, { once: true });
    });

  return {
    add(body) {
      if (ended()) return null;
      const at = new Date(now()).toISOString();
      const event: BuildEvent = { ...body, build, seq: first + events.length, at };
      events.push(event);
      wake();
      return event;
    },
    read: (after) => events.slice(Math.max(0, after + 1 - first)),
    async *follow(after, signal) {
      let place = Math.max(0, after + 1 - first);
      while (!signal.aborted) {
        const event = events[place];
        if (event) {
          place += 1;
          yield event;
        } else if (ended() || closed) return;
        else await news(signal);
      }
    },
    ended,
    close() {
      closed = true;
      wake();
    },
  };
}
