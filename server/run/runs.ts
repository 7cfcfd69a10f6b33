import { randomBytes } from "node:crypto";
import { limits } from "@/domain/limits";
import { toReplace } from "@/domain/run/ceiling";
import type { RunLabels } from "@/domain/run/container";
import type { PreviewOrigins } from "@/domain/run/preview";
import type { Run } from "@/domain/run/run";
import type { Container, Containers } from "./containers";
import { isEngineGone } from "./engine";
import { newRecord, type RunEvent, type RunRecord } from "./record";
import { sweep } from "./sweep";
import { newTurns } from "./turns";
import { complain, end, watch } from "./watch";

/** What a run is made from: `image` is the id of a finished build's image. */
type RunOrder = { learner: string; build: string; image: string };

/** `no-engine`: the sandbox is not ready; `no-image`: the engine no longer has the image. */
type StartOutcome = { ok: true; run: Run } | { ok: false; why: "no-engine" | "no-image" };

/** Containers of built images, each of its learner, each for a while. */
export type Runs = {
  start(order: RunOrder): Promise<StartOutcome>;
  /** Null where the learner has no such run. */
  get(id: string, learner: string): Run | null;
  /** Ends the run and removes its container; false where the learner has no such run. */
  stop(id: string, learner: string): Promise<boolean>;
  /** How to follow a run from a position in its output; null where the learner has no such run. */
  follow(id: string, learner: string, after: number): Follow | null;
  /** For the preview, whoever asks: only who was told an id knows it. */
  visit(id: string): Visit | null;
  /** Ends every run that is live, and starts no more. */
  close(): Promise<void>;
};

type Follow = (signal: AbortSignal) => AsyncIterable<RunEvent>;
export type Visit = { run: Run; dial: Container["dial"] };

export type RunsOptions = {
  /** Null while the sandbox is not ready. */
  containers: () => Containers | null;
  previews: PreviewOrigins;
  /** Names this installation on an engine that others use too. */
  owner: string;
  now?: () => number;
  /** Milliseconds that go on evenly, whatever is done to the clock. */
  ticks?: () => number;
  /** 128 random bits that fit in a host name. */
  newId?: () => string;
  lifetimeMs?: number;
  idleMs?: number;
  sweepMs?: number;
};

/** How long an ended run can still be asked for. */
const rememberMs = 10 * 60_000;

const ceilings = { perLearner: limits.runsPerLearner.value, total: limits.runs.value };

export function openRuns({
  containers,
  previews,
  owner,
  now = Date.now,
  ticks = () => performance.now(),
  newId = () => randomBytes(16).toString("hex"),
  lifetimeMs = limits.runTime.value,
  idleMs = limits.runIdle.value,
  sweepMs = 10_000,
}: RunsOptions): Runs {
  const records = new Map<string, RunRecord>();
  const turns = newTurns();
  let closed = false;

  const open = (labels: RunLabels) => {
    const record = newRecord(labels, previews.urlOf(labels.run), ticks);
    records.set(labels.run, record);
    return record;
  };
  const owned = (id: string, learner: string) => {
    const record = records.get(id);
    return record?.labels.learner === learner ? record : null;
  };

  const makeRoom = (learner: string) => {
    const live = [...records.values()].filter((record) => record.live);
    const leaving = toReplace(live.map(claim), learner, ceilings);
    return live.filter(({ labels }) => leaving.includes(labels.run));
  };

  const start = async ({ learner, build, image: id }: RunOrder): Promise<StartOutcome> => {
    const engine = closed ? null : containers();
    if (!engine) return { ok: false, why: "no-engine" };
    const image = await engine.image(id);
    if (!image) return { ok: false, why: "no-image" };

    const replaced = makeRoom(learner);
    const record = open({
      run: newId(),
      learner,
      build,
      port: image.port,
      startedAt: new Date(now()).toISOString(),
      expiresAt: new Date(now() + lifetimeMs).toISOString(),
      owner,
    });
    try {
      await Promise.all(replaced.map((other) => end(other, "replaced")));
      const container = await engine.start(record.labels, image, record.say);
      if ("ended" in container) {
        watch(record, container, now()).catch(complain);
      } else {
        record.say(`${container.message}\n`);
        record.change({ state: "exited", exitCode: container.exitCode });
      }
      return { ok: true, run: record.view() };
    } catch (error) {
      record.change({ state: "stopped", stopReason: "platform" });
      throw error;
    }
  };

  const adopt = async (engine: Containers, container: string, labels: RunLabels) => {
    const record = open(labels);
    try {
      const adopted = await engine.adopt(container, labels, record.say);
      watch(record, adopted, now()).catch(complain);
    } catch (error) {
      record.change({ state: "stopped", stopReason: "platform" });
      throw error;
    }
  };

  const tidy = async () => {
    for (const [id, record] of records) {
      const { live, endedAt } = record;
      if (endedAt !== undefined && endedAt + rememberMs < ticks()) records.delete(id);
      if (live && record.idleMs > idleMs) void end(record, "idle").catch(complain);
    }
    const engine = closed ? null : containers();
    if (!engine) return;
    await sweep(engine, owner, now(), {
      isLive: (run) => records.get(run)?.live,
      adopt: (container, labels) => adopt(engine, container, labels),
    }).catch((error: unknown) => {
      if (!isEngineGone(error)) complain(error);
    });
  };
  const tidying = setInterval(() => void tidy(), sweepMs).unref();
  void tidy();

  return {
    async start(order) {
      try {
        return await turns.take(order.learner, () => start(order));
      } catch (error) {
        if (isEngineGone(error)) return { ok: false, why: "no-engine" };
        throw error;
      }
    },
    get: (id, learner) => owned(id, learner)?.view() ?? null,
    async stop(id, learner) {
      const record = owned(id, learner);
      if (record) await end(record, "learner");
      return record !== null;
    },
    follow(id, learner, after) {
      const record = owned(id, learner);
      return record && ((signal) => record.follow(after, signal));
    },
    visit(id) {
      const record = records.get(id);
      record?.visit();
      return record ? { run: record.view(), dial: () => reach(record) } : null;
    },
    async close() {
      closed = true;
      clearInterval(tidying);
      await turns.all();
      await Promise.allSettled([...records.values()].map((record) => end(record, "platform")));
    },
  };
}

function claim({ labels }: RunRecord) {
  return { id: labels.run, learner: labels.learner, startedAt: Date.parse(labels.startedAt) };
}

async function reach(record: RunRecord) {
  const { live, container } = record;
  // The engine gives the address of a container that has ended to another.
  if (!live || !container) throw new Error("the run has no container");
  const connection = await container.dial();
  record.visit(connection);
  return connection;
}
