import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Builds, openBuilds } from "./build/builds";
import { openReaper } from "./build/reaper";
import { openRecords, type Records } from "./build/records";
import { openShares, type Shares } from "./build/shares";
import { openStages, type Stages } from "./build/stages";
import { checkHealth } from "./health/health";
import { measure } from "./health/measure";
import { watchRoom } from "./health/room";
import { openRates, type Rates } from "./http/rates";
import { isUnavailable, type Unavailable } from "./http/unavailable";
import type { Analyst } from "./image/analysis";
import type { DiffOfImages } from "./image/diff";
import type { FilesOfBuilds } from "./image/files";
import { openImages } from "./image/images";
import type { FilesOfLayers } from "./image/layer-files";
import type { SavingOfBuilds } from "./image/saving";
import { type Learners, openLearners } from "./learner/learner";
import { lessons } from "./lesson/catalogue";
import { complain } from "./log/complain";
import type { Runs } from "./run/runs";
import { openRunService, type PreviewPlace, previewPlace } from "./run/service";
import { openSandbox, type Sandbox } from "./sandbox/sandbox";
import { openDatabase } from "./storage/database";

/** Every service, wired once. */
export type Runtime = {
  readonly builds: Builds;
  readonly stages: Stages;
  readonly runs: Runs;
  readonly sandbox: Sandbox;
  readonly learners: Learners;
  readonly rates: Rates;
  readonly records: Records;
  readonly shares: Shares;
  readonly diff: DiffOfImages;
  readonly layerFiles: FilesOfLayers;
  readonly saving: SavingOfBuilds;
  readonly files: FilesOfBuilds;
  readonly analyst: Analyst;
  lessons(): ReturnType<typeof lessons>;
  health(): ReturnType<typeof checkHealth>;
  measure(): ReturnType<typeof measure>;
  /** Lets every stream go, puts what runs back for the next start, and closes the database. */
  close(): Promise<void>;
};

/** What the services take from their surroundings. */
type Surroundings = {
  readonly dataFolder: string;
  readonly sandboxHome: string;
  readonly preview: PreviewPlace;
  readonly now: () => number;
  readonly newId: () => string;
};

// Next bundles instrumentation.ts and the routes apart: only the global object is common to them.
const kept = globalThis as { [key: symbol]: Kept | undefined };
const key = Symbol.for("stagecraft.runtime");

type Kept = {
  readonly services: Promise<Runtime>;
  /** Why the services are not open yet, though they are to be. */
  trouble?: Unavailable | undefined;
  /** Who waits for the services, and hears of the trouble when it comes. */
  readonly waiting: Set<(trouble: Unavailable) => void>;
};

function keep(): Kept {
  kept[key] ??= { services: begin(), waiting: new Set() };
  return kept[key];
}

/** The services of this process, started by the first call; settles when they are open, or can't be. */
export function services(): Promise<Runtime> {
  return keep().services;
}

/** The services of this process, for a request: rejects while they have no room to start. */
export async function runtime(): Promise<Runtime> {
  const { services, trouble, waiting } = keep();
  if (trouble) throw trouble;
  let hear: (trouble: Unavailable) => void = () => {};
  const troubled = new Promise<never>((_, reject) => {
    hear = reject;
    waiting.add(hear);
  });
  return Promise.race([services, troubled]).finally(() => waiting.delete(hear));
}

function begin(): Promise<Runtime> {
  return openRuntime({
    // Turbopack would take the whole project for data of the server.
    dataFolder: resolve(/* turbopackIgnore: true */ process.env.STAGECRAFT_DATA ?? ".stagecraft"),
    sandboxHome: process.env.SANDBOX_HOME ?? "/var/lib/stagecraft/stagecraft",
    preview: previewPlace(process.env),
    now: Date.now,
    newId: randomUUID,
  });
}

/** A full disk is no reason to end and be started again: whoever asks meanwhile is told. */
async function whenThereIsRoom<T>(open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const opened = await open();
      if (kept[key]) kept[key].trouble = undefined;
      return opened;
    } catch (error) {
      const own = kept[key];
      if (!isUnavailable(error) || !own) throw error;
      if (!own.trouble) console.error(error.message);
      own.trouble = error;
      for (const hear of own.waiting) hear(error);
      await sleep(2000);
    }
  }
}

/** Starts every service; several may live in one process as long as their data folders differ. */
async function openRuntime({
  dataFolder,
  sandboxHome,
  preview,
  now,
  newId,
}: Surroundings): Promise<Runtime> {
  const owner = ownerOf(dataFolder);
  const database = await whenThereIsRoom(() => openDatabase(dataFolder));
  const learners = openLearners(dataFolder);
  const sandbox = openSandbox(sandboxHome);
  const images = openImages({ sandbox, database, now, complain });
  const room = await watchRoom({ storage: dataFolder, sandbox: join(sandboxHome, "data") });
  const given = { database, sandbox, room, now, owner, complain };
  const builds = await openBuilds({ ...given, inspector: images.inspector, newId });
  const rates = openRates();
  const stages = openStages({ database, builds, rates });
  const reaper = openReaper(given);
  const running = await openRunService({ engine: sandbox.engine, owner, now, preview });

  return {
    builds,
    stages,
    runs: running.runs,
    sandbox,
    learners,
    rates,
    records: openRecords(database, builds, now),
    shares: openShares(database, now),
    diff: images.diff,
    layerFiles: images.layerFiles,
    saving: images.saving,
    files: images.files,
    analyst: images.analyst,
    lessons,
    measure: () => measure(builds, sandbox),
    health: () => checkHealth({ sandbox, database, builds, room }),
    async close() {
      room.close();
      await reaper.close();
      await running.close();
      await builds.close();
      await images.close();
      await sandbox.close();
      await database.close();
    },
  };
}

/** Names this installation on an engine that others use too. */
function ownerOf(dataFolder: string): string {
  return createHash("sha256").update(`${hostname()}:${dataFolder}`).digest("hex").slice(0, 16);
}
