import { setTimeout as sleep } from "node:timers/promises";
import { accept } from "@/domain/build/accept";
import type { Build } from "@/domain/build/build";
import { kindOf } from "@/domain/build/expect";
import type { HistoryEntry } from "@/domain/build/history";
import type { BuildInputs } from "@/domain/build/inputs";
import { roundOf } from "@/domain/build/queue";
import type { BuildRequest } from "@/domain/build/request";
import { inWords, limitNamed, limits } from "@/domain/limits";
import type { Outcome } from "@/domain/problem";
import { waitingReason } from "@/domain/sandbox/reason";
import { type Context, contextOf } from "@/domain/workspace/context";
import type { RoomWatch } from "@/server/health/room";
import type { Inspector } from "@/server/image/inspect";
import { newTurns } from "@/server/run/turns";
import { engineAnswers } from "@/server/sandbox/answers";
import type { Engine } from "@/server/sandbox/engine";
import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import { brokeOff, type Ceilings, type Ending, limitsIn, stop } from "./ending";
import { keptInputs } from "./inputs";
import { type JournalReader, storedJournal } from "./journal";
import { removeLeftovers } from "./leftovers";
import { openLine } from "./line";
import { openQueue } from "./queue";
import { type Active, entryNow, viewOf } from "./record";
import { openRegister } from "./register";
import { openSlots, type Place, placesOf } from "./slots";
import { type Look, openStore, type Unfinished } from "./store";
import { openUsageWatch } from "./usage";
import { work } from "./work";

/** Builds, each of its learner: to anyone else there is no such build. */
export type Builds = {
  /** Queues a build, or says why it can't be; one that is a look into a stage is no build to its learner. */
  submit(
    learner: string,
    request: BuildRequest,
    look?: Look,
  ): Promise<Outcome<{ id: string; position: number }>>;
  get(id: string, learner: string): Promise<Build | null>;
  /** The learner's last builds, the newest first. */
  list(learner: string): Promise<HistoryEntry[]>;
  /** The build's events, so far and as they come. */
  journal(id: string, learner: string): Promise<JournalReader | null>;
  /** Ends a build that waits or runs; one that has ended stays as it is. False where there is none. */
  cancel(id: string, learner: string): Promise<boolean>;
  /** Builds in the line now, readers of journals, and builds that have ended since the start. */
  counts(): {
    waiting: number;
    running: number;
    readers: number;
    ended: Readonly<Record<Ending["type"], number>>;
  };
  /** Lets the journals' readers go, and puts what runs back for the next start. */
  close(): Promise<void>;
};

export type BuildsOptions = {
  readonly database: Database;
  readonly sandbox: Sandbox;
  readonly inspector: Inspector;
  /** Where builds must find room before they start; always, where absent. */
  readonly room?: Pick<RoomWatch, "hold" | "rooms" | "onChange">;
  readonly now: () => number;
  /** Milliseconds that only ever go forwards, whatever happens to the clock. */
  readonly ticks?: () => number;
  /** A UUID: the queue takes no other. */
  readonly newId: () => string;
  /** Names this installation on an engine that others use too. */
  readonly owner: string;
  /** Logs a failure of ours; gives the reference that the learner sees. */
  readonly complain: (what: string, error: unknown) => string;
  readonly ceilings?: Ceilings;
  /** `limits.queuedBuilds`, but for tests. */
  readonly queuedBuilds?: number;
};

/** A build that we fail gets this many attempts, whether the engine broke or the process. */
const attempts = 2;

const tooMany = {
  ok: false,
  fault: {
    kind: "busy",
    detail: `You have ${inWords(limits.queuedBuilds)} builds that wait or run; let one of them end first.`,
    limit: limitNamed("queuedBuilds"),
  },
} as const;

/** Nothing can be stored: asking again later is all that can be done. */
function noRoom(room: Pick<RoomWatch, "rooms">) {
  const detail = `The disk for the app's data is nearly full, so no build can be taken now (${room.rooms().storage?.detail}). Try again in a while.`;
  return { ok: false, fault: { kind: "unavailable", detail } } as const;
}

export async function openBuilds(options: BuildsOptions): Promise<Builds> {
  const { database, sandbox, inspector, room, now, newId, owner, complain, ceilings } = options;
  const { ticks = () => Math.round(performance.now()), queuedBuilds = limits.queuedBuilds.value } =
    options;
  const store = openStore(database);
  const turns = newTurns();
  const slots = openSlots();
  const usage = openUsageWatch(async () => sandbox.engine()?.meter() ?? null, complain);
  const closing = new AbortController();
  const register = openRegister(store, () => line, now, closing.signal, complain);
  const line = openLine(
    (id, place) => register.find(id)?.journal.add({ type: "queued", ...place }),
    ticks,
    await store.recent(),
  );
  const queue = await openQueue(database, serve, (error) => void complain("the queue", error));

  async function submit(
    learner: string,
    request: BuildRequest,
    look?: Look,
  ): Promise<Outcome<{ id: string; position: number }>> {
    const images = sandbox.engine()?.facts.baseImages.map(({ ref }) => ref) ?? null;
    const accepted = accept(request, images);
    if (!accepted.ok) return accepted;
    if (room?.rooms().storage?.ok === false) return noRoom(room);
    const standing = await store.standing(learner);
    if (standing.active >= queuedBuilds) return tooMany;
    const round = roundOf(standing);
    const build = { id: newId(), learner, request, createdAt: now(), round, look };
    const kind = kindOf(learner, request, look !== undefined);
    const inputs = keptInputs(request, accepted.value);
    const arrival = await store.insert({ ...build, kind, inputs });
    return {
      ok: true,
      value: await enqueue({ ...build, arrival, attempts: 0, lives: 0 }, accepted.value, inputs),
    };
  }

  async function enqueue(build: Unfinished, context: Context, inputs: BuildInputs) {
    const enrolled = register.enroll(build, context, inputs);
    const { id, round } = enrolled;
    const { position } = line.join(enrolled);
    await queue.put(id, round);
    return { id, position };
  }

  /** One build of the queue, when it is its turn; rejects to have it come back. */
  async function serve(id: string): Promise<void> {
    const place = await slots.take();
    const turn = attempt(id, place);
    serving.add(turn);
    await turn.finally(() => serving.delete(turn));
  }

  // The queue forgets a build that it was told to serve no more of, while it still runs.
  const serving = new Set<Promise<void>>();
  async function attempt(id: string, place: Place): Promise<void> {
    try {
      const build = register.find(id);
      const engine = sandbox.engine();
      if (!build || build.ended || build.stop) return;
      if (!engine || closing.signal.aborted) throw new Error(`build ${id} has no engine yet`);
      const stop = begin(build, place);
      const [outcome] = await Promise.all([
        made(build, engine, place, stop.signal),
        // Where it can't be written, the build is made all the same, and once more after a crash.
        store.start(id, build.startedAt ?? now()).catch((error) => complain(`build ${id}`, error)),
      ]);
      if ("again" in outcome) return await again(build, outcome.again, outcome.pauseMs);
      await register.conclude(build, outcome.ending);
      // The slot is free meanwhile.
      removeLeftovers(engine, build, outcome.ending, closing.signal).catch((error) =>
        complain(`the leftovers of build ${id}`, error),
      );
    } finally {
      if (place.slot) await usage.empty(place.slot.id);
      slots.give(place);
    }
  }

  function made(build: Active, engine: Engine, place: Place, signal: AbortSignal) {
    return work({
      order: { ...build, at: now(), owner },
      engine,
      place,
      inspector,
      past: { inputs: build.inputs, before: () => before(build) },
      usage,
      say: (body) => void build.journal.add(body),
      signal,
      now: ticks,
      limits: limitsIn(place.slot, ceilings),
    });
  }

  /** Without it, a build's result says less, and is a result all the same. */
  async function before(build: Active) {
    try {
      return await store.before(build);
    } catch (error) {
      complain(`the build before ${build.id}`, error);
      return null;
    }
  }

  function begin(build: Active, { slot }: Place): AbortController {
    const stop = new AbortController();
    build.stop = stop;
    build.attempts += 1;
    build.startedAt ??= now();
    line.start(build.id);
    build.journal.add({ type: "started", limits: limitsIn(slot, ceilings) });
    return stop;
  }

  async function again(build: Active, error: unknown, pauseMs = 0): Promise<void> {
    const { id, journal } = build;
    build.stop = undefined;
    if (closing.signal.aborted) return store.requeue(id);
    const reference = complain(`build ${id}, attempt ${build.attempts}`, error);
    if (build.attempts >= attempts) return register.conclude(build, brokeOff(reference));
    line.join(build);
    await sleep(pauseMs, undefined, closing).catch(() => {});
    await engineAnswers(sandbox, closing.signal);
    if (!journal.ended()) throw new Error(`build ${id} is tried again`, { cause: error });
  }

  /** A build of the learner's that has not ended. */
  const own = (id: string, learner: string) => {
    const build = register.find(id);
    return build?.learner === learner && !build.look ? build : undefined;
  };

  async function cancel(id: string, learner: string): Promise<boolean> {
    const build = own(id, learner);
    if (!build) return (await store.find(id, learner)) !== null;
    if (build.stop) stop(build.stop, { why: "canceled", by: "learner" });
    else {
      // Not awaited: it is over at once, and written as soon as it can be.
      void register.conclude(build, { type: "canceled", by: "learner" });
      await queue.remove(id).catch((error) => complain(`build ${id}`, error));
    }
    return true;
  }

  async function journal(id: string, learner: string): Promise<JournalReader | null> {
    const build = own(id, learner);
    if (build) return counted(build.journal);
    const events = (await store.find(id, learner)) && (await store.events(id));
    return events && counted(storedJournal(id, events));
  }

  let readers = 0;
  function counted({ read, ended, follow }: JournalReader): JournalReader {
    return {
      read,
      ended,
      async *follow(after, signal) {
        readers += 1;
        try {
          yield* follow(after, signal);
        } finally {
          readers -= 1;
        }
      },
    };
  }

  /** Serves as much as the sandbox can take now, and says why where that is nothing. */
  let places = "";
  let served = 0;
  function tune(): void {
    const engine = sandbox.engine();
    const available = engine ? placesOf(engine.facts.slots) : [];
    if (places !== JSON.stringify(available)) {
      places = JSON.stringify(available);
      slots.set(available);
      served = -1;
    }
    // What runs goes on: it keeps its slot, and may end and so make room.
    const hold = room?.hold();
    const open = hold === undefined ? available.length : 0;
    if (served !== open) {
      served = open;
      void queue.serve(open).catch((error) => complain("the queue", error));
    }
    line.open(open, hold ?? waitingReason(sandbox.news()));
  }

  /** The builds of a former process: queued again, but for those that may have brought it down. */
  async function recover(): Promise<void> {
    for (const build of await store.takeOver()) {
      const context = contextOf(build.request);
      const { dockerfile } = build.request;
      const empty = { files: new Map<string, string>(), dockerfile };
      const taken = context.ok ? context.value : empty;
      const inputs = keptInputs(build.request, taken);
      if (context.ok && build.attempts < attempts) await enqueue(build, taken, inputs);
      else {
        const reference = complain(`build ${build.id}`, "it ran when the process ended, twice");
        const lost = register.enroll(build, taken, inputs);
        await register.conclude(lost, brokeOff(reference));
      }
    }
  }

  await recover();
  sandbox.onChange(tune, closing.signal);
  room?.onChange(tune, closing.signal);
  tune();

  return {
    submit: (learner, request, look) => turns.take(learner, () => submit(learner, request, look)),
    async get(id, learner) {
      const build = own(id, learner);
      return build ? viewOf(build) : store.find(id, learner);
    },
    async list(learner) {
      const stored = await store.list(learner);
      return stored.map((entry) => entryNow(entry, register.find(entry.id)));
    },
    journal,
    cancel,
    counts: () => ({ ...line.counts(), readers, ended: register.ended }),
    async close() {
      closing.abort();
      await turns.all();
      for (const { journal, stop: running } of register.all()) {
        journal.close();
        if (running) stop(running, { why: "shutdown" });
      }
      await queue.close();
      await Promise.allSettled(serving);
      await register.stored();
      line.close();
    },
  };
}
