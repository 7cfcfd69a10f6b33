/** One build in the line. */
export type Ticket = {
  readonly id: string;
  readonly learner: string;
  /** The round that it starts in; lower goes first. */
  readonly round: number;
  /** Order of arrival, from 0. */
  readonly arrival: number;
};

/** A build's place, as the `queued` event has it. */
export type Place = {
  /** From 1; 0 where a slot is free. */
  readonly position: number;
  readonly ahead: number;
  readonly expectedWaitMs: number;
  readonly reason?: string;
};

/**
 * The round of a learner's next build (start-time fair queueing with one build a round): not before
 * the round that is being served, and one after the learner's own last. So a second build waits
 * behind everybody else's first, and whoever comes often falls behind whoever comes now and then.
 * @see https://doi.org/10.1145/248156.248171
 */
export function roundOf({ served, last }: { served: number; last: number | null }): number {
  return last === null ? served : Math.max(served, last + 1);
}

/** The line in the order in which it is served. */
export function inOrder(tickets: Iterable<Ticket>): Ticket[] {
  return [...tickets].sort((a, b) => a.round - b.round || a.arrival - b.arrival);
}

/** What the places in a line depend on besides the line; times are milliseconds. */
export type Service = {
  /** Builds that can run at once; 0 where none can for now. */
  readonly slots: number;
  /** How long each running build will still take. */
  readonly left: readonly number[];
  /** How long a build that waits will take. */
  readonly takes: (id: string) => number;
  /** Why nothing moves at all. */
  readonly reason?: string;
};

/** The place of every build in the line, by id. */
export function places(tickets: Iterable<Ticket>, service: Service): Map<string, Place> {
  const { slots, left, takes, reason } = service;
  const free = Math.max(0, slots - left.length);
  // When each slot is next free; with none at all, as if one were, which is all that can be said.
  const ends = [...left, ...Array.from({ length: slots === 0 ? 1 : free }, () => 0)];
  const placed = new Map<string, Place>();
  for (const [ahead, { id }] of inOrder(tickets).entries()) {
    ends.sort((a, b) => a - b);
    const wait = ends.shift() ?? 0;
    ends.push(wait + takes(id));
    placed.set(id, {
      position: Math.max(0, ahead + 1 - free),
      ahead,
      expectedWaitMs: Math.round(wait),
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return placed;
}

/** Whether a learner would see the difference: another place or reason, or a wait a quarter off. */
export function isNews(before: Place | undefined, after: Place, sinceMs = 0): boolean {
  if (!before) return true;
  const { position, ahead, reason } = before;
  if (position !== after.position || ahead !== after.ahead || reason !== after.reason) return true;
  // Whoever was told counts down.
  const wait = Math.max(0, before.expectedWaitMs - sinceMs);
  return Math.abs(after.expectedWaitMs - wait) > Math.max(1000, wait * 0.25);
}
