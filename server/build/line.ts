import { type Durations, expectedMs, leftMs, withDuration } from "@/domain/build/expect";
import { isNews, type Place, places, type Ticket } from "@/domain/build/queue";

/** A ticket, and the kind of build that it is for. */
type Entry = Ticket & { readonly kind: string };

/** The builds that wait and run, and what those that wait are told. */
export type Line = {
  /** A build comes; it is told its place at once. */
  join(entry: Entry): Place;
  /** A build that waited has a slot. */
  start(id: string): void;
  /** A build is gone; `counts` where the time that it ran says something about others'. */
  leave(id: string, counts?: boolean): void;
  /** How many builds can run at once, or why none can. */
  open(slots: number, reason?: string): void;
  counts(): { waiting: number; running: number };
  close(): void;
};

/**
 * Everyone in the line is told where a change moves them, through `tell`, and where a wait turns out
 * to be another than was told. `ticks` are milliseconds that only ever go forwards.
 */
export function openLine(
  tell: (id: string, place: Place) => void,
  ticks: () => number,
  known: Durations,
): Line {
  const waiting = new Map<string, Entry>();
  const running = new Map<string, { kind: string; since: number }>();
  const told = new Map<string, { place: Place; at: number }>();
  let durations = known;
  let slots = 0;
  let reason: string | undefined;

  const refresh = () => {
    const now = ticks();
    const left = [...running.values()].map(({ kind, since }) =>
      leftMs(expectedMs(durations, kind), now - since),
    );
    const takes = (id: string) => expectedMs(durations, waiting.get(id)?.kind ?? "");
    const service = { slots, left, takes };
    const all = places(waiting.values(), reason ? { ...service, reason } : service);
    for (const [id, place] of all) {
      const before = told.get(id);
      if (!isNews(before?.place, place, now - (before?.at ?? now))) continue;
      told.set(id, { place, at: now });
      tell(id, place);
    }
  };
  const remove = (id: string) => {
    waiting.delete(id);
    told.delete(id);
    running.delete(id);
  };
  // A build that takes longer than it should moves nobody, and still makes the others wait.
  const timer = setInterval(() => {
    if (waiting.size > 0 && slots > 0) refresh();
  }, 1000);
  timer.unref();

  return {
    join(entry) {
      remove(entry.id);
      waiting.set(entry.id, entry);
      refresh();
      return told.get(entry.id)?.place ?? { position: 0, ahead: 0, expectedWaitMs: 0 };
    },
    start(id) {
      const kind = waiting.get(id)?.kind ?? "";
      remove(id);
      running.set(id, { kind, since: ticks() });
      refresh();
    },
    leave(id, counts = false) {
      const ran = running.get(id);
      remove(id);
      if (ran && counts) durations = withDuration(durations, ran.kind, ticks() - ran.since);
      refresh();
    },
    open(count, why) {
      slots = count;
      reason = why;
      refresh();
    },
    counts: () => ({ waiting: waiting.size, running: running.size }),
    close: () => clearInterval(timer),
  };
}
