import { type Counted, count, counted, isFull, type Usage, usageOf } from "@/domain/build/usage";
import type { MeterReading } from "@/domain/sandbox/reading";

/** A build as it is watched. */
export type Watched = {
  readonly slot: number;
  /** Whether the engine itself copies for it now. */
  copies(): boolean;
  /** The vertexes that run for it now. */
  runs(): ReadonlySet<string>;
  /** Hears each new count. */
  told(usage: Usage): void;
};

type Watching = {
  /** What the build uses by a reading that starts now; as last known where the meter is silent. */
  now(): Promise<Usage>;
  /** Whether the kernel killed, for want of memory, in the slot of a build that it shares an instruction with. */
  killedBeside(): boolean;
  /** Whether the whole disk was full at the last reading. */
  diskFull(): boolean;
  /** Whether the way to the package sources broke down between its first reading and the last. */
  cutOff(): boolean;
  stop(): void;
};

/** Counts what running builds use, all by the same readings. */
export type UsageWatch = {
  start(build: Watched): Watching;
  /** Settles when no process is left in a slot: another build may keep an instruction running there. */
  empty(slot: number): Promise<void>;
};

type Entry = {
  readonly build: Watched;
  counted: Counted;
  /** What ran for it at the last reading. */
  ran: ReadonlySet<string>;
  isNew: boolean;
  killedBeside: boolean;
  /** As its first reading had it. */
  egressEnds: number | null;
};

/** What runs for it, or did at the last reading: it may have ended by what the reading tells. */
function runs({ build, ran }: Entry): ReadonlySet<string> {
  return new Set([...ran, ...build.runs()]);
}

/** So many readings may fail before a slot counts as empty: a meter that ended is soon there again. */
const patience = 40;

/**
 * `read` asks the meter, and gives null where the engine has none; it is asked every `everyMs` while a
 * build is watched or a slot is waited for.
 */
export function openUsageWatch(
  read: () => Promise<MeterReading | null>,
  complain: (what: string, error: unknown) => void,
  everyMs = 250,
): UsageWatch {
  const entries = new Set<Entry>();
  const waiting = new Map<() => void, number>();
  let last: MeterReading | null = null;
  let asking: Promise<void> = Promise.resolve();
  let awake = false;
  let failures = 0;

  const isEmpty = (slot: number) =>
    failures > patience || !last?.slots.some(({ id, processes }) => id === slot && processes > 0);

  const take = (reading: MeterReading) => {
    const known = [...entries].filter(({ isNew }) => !isNew);
    if (last) {
      const before = known.map((entry) => ({ ...entry.counted, copies: entry.build.copies() }));
      const after = count(before, last, reading);
      for (const [at, entry] of known.entries()) {
        const now = after[at] ?? entry.counted;
        if (now.used.oomKills > entry.counted.used.oomKills) tellSharers(entry);
        entry.counted = now;
      }
    }
    last = reading;
    for (const entry of entries) {
      entry.isNew = false;
      entry.egressEnds ??= reading.egressEnds;
      entry.ran = entry.build.runs();
      const slots = entry.counted.slots.filter((id) => id === entry.build.slot || !isEmpty(id));
      entry.counted = { ...entry.counted, slots };
    }
    for (const { build, counted } of known) build.told(usageOf(counted));
  };

  const sharers = (entry: Entry) =>
    [...entries].filter(
      (other) => other !== entry && [...entry.ran].some((vertex) => runs(other).has(vertex)),
    );
  const tellSharers = (entry: Entry) => {
    for (const other of sharers(entry)) other.killedBeside = true;
  };

  const ask = () => {
    asking = asking.then(async () => {
      try {
        const reading = await read();
        failures = 0;
        if (reading) take(reading);
        else last = null;
      } catch (error) {
        if (failures === 0) complain("the sandbox's meter", error);
        failures += 1;
      }
      for (const [go, slot] of waiting) if (isEmpty(slot)) go();
    });
    return asking;
  };
  const wake = () => {
    if (awake) return;
    awake = true;
    setTimeout(async () => {
      await ask();
      awake = false;
      if (entries.size + waiting.size > 0) wake();
    }, everyMs);
  };

  return {
    start(build) {
      const entry: Entry = {
        build,
        counted: counted(build.slot),
        ran: new Set(),
        isNew: true,
        killedBeside: false,
        egressEnds: null,
      };
      entries.add(entry);
      void ask();
      wake();
      return {
        async now() {
          await ask();
          return usageOf(entry.counted);
        },
        killedBeside: () => entry.killedBeside,
        diskFull: () => last !== null && isFull(last.disk),
        cutOff: () => last !== null && last.egressEnds !== (entry.egressEnds ?? last.egressEnds),
        stop() {
          entries.delete(entry);
          // What another build wants as well runs on where it began, and counts for that one now.
          for (const other of sharers(entry)) {
            const slots = new Set([...other.counted.slots, ...entry.counted.slots]);
            other.counted = { ...other.counted, slots: [...slots] };
          }
        },
      };
    },
    async empty(slot) {
      await ask();
      if (isEmpty(slot)) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          waiting.delete(go);
          resolve();
        };
        waiting.set(go, slot);
        wake();
      });
    },
  };
}
