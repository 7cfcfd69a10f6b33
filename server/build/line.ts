import { averageAfter, isNews, type Place, places, type Ticket } from "@/domain/build/queue";

/** The builds that wait and run, and what those that wait are told. */
export type Line = {
  /** A build comes; it is told its place at once. */
  join(ticket: Ticket): Place;
  /** A build that waited has a slot. */
  start(id: string): void;
  /** A build is gone: canceled, or ended; `tookMs` where its duration says something about others'. */
  leave(id: string, tookMs?: number): void;
  /** How many builds can run at once, or why none can. */
  open(slots: number, reason?: string): void;
  counts(): { waiting: number; running: number };
};

/** Everyone in the line is told where a change moves them, through `tell`; times are milliseconds. */
export function openLine(
  tell: (id: string, place: Place) => void,
  now: () => number,
  averageMs: number,
): Line {
  const waiting = new Map<string, Ticket>();
  const running = new Map<string, number>();
  const told = new Map<string, Place>();
  let average = averageMs;
  let slots = 0;
  let reason: string | undefined;

  const refresh = () => {
    const elapsed = [...running.values()].map((since) => now() - since);
    const service = { slots, running: elapsed, averageMs: average };
    const all = places(waiting.values(), reason ? { ...service, reason } : service);
    for (const [id, place] of all) {
      if (!isNews(told.get(id), place)) continue;
      told.set(id, place);
      tell(id, place);
    }
  };
  const remove = (id: string) => {
    waiting.delete(id);
    told.delete(id);
    running.delete(id);
  };

  return {
    join(ticket) {
      remove(ticket.id);
      waiting.set(ticket.id, ticket);
      refresh();
      return told.get(ticket.id) ?? { position: 0, ahead: 0, expectedWaitMs: 0 };
    },
    start(id) {
      remove(id);
      running.set(id, now());
      refresh();
    },
    leave(id, tookMs) {
      remove(id);
      if (tookMs !== undefined) average = averageAfter(average, tookMs);
      refresh();
    },
    open(count, why) {
      slots = count;
      reason = why;
      refresh();
    },
    counts: () => ({ waiting: waiting.size, running: running.size }),
  };
}
