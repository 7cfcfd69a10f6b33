import type Docker from "dockerode";
import { toReap } from "@/domain/image/reap";
import { limits } from "@/domain/limits";
import type { RoomWatch } from "@/server/health/room";
import { openKept } from "@/server/image/kept";
import { engineStatus } from "@/server/run/engine";
import type { Engine } from "@/server/sandbox/engine";
import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import type { BuildsOptions } from "./builds";
import { labels } from "./isolation";
import { forgetShares } from "./shares";
import { openStore } from "./store";

type ReaperOptions = Pick<BuildsOptions, "now" | "owner" | "complain"> & {
  readonly sandbox: Sandbox;
  readonly database: Database;
  /** How full the disks are; they never are, where absent. */
  readonly room?: Pick<RoomWatch, "rooms" | "onChange">;
  readonly everyMs?: number;
};

export type Reaper = {
  /** Cleans up now. */
  reap(): Promise<void>;
  close(): Promise<void>;
};

/** What may stay of images and of build cache. */
type Bounds = {
  readonly lifetimeMs: number;
  readonly ceiling: number;
  readonly cacheBytes: number;
};

const usual: Bounds = {
  lifetimeMs: limits.imageTime.value,
  ceiling: limits.images.value,
  cacheBytes: limits.buildCache.value,
};
/** While the sandbox's disk is tight: less of everything, before somebody has to wait. */
const tight: Bounds = { ...usual, ceiling: usual.ceiling / 4, cacheBytes: usual.cacheBytes / 4 };
/** While nothing may start: what is made again in seconds goes. */
const full: Bounds = { ...usual, ceiling: usual.ceiling / 20, cacheBytes: 0 };

/**
 * Removes what is past its lifetime or above its ceiling: images, build cache, builds that ended, shared
 * results, what is known of layers. It
 * goes by labels and rows, so it knows after a restart what it knew before; it looks at the start,
 * every few minutes, and whenever a disk's room changes. What it can't do now, it does the next time.
 */
export function openReaper(options: ReaperOptions): Reaper {
  const { sandbox, database, room, now, owner, complain, everyMs = 5 * 60_000 } = options;
  const store = openStore(database);
  const layers = openKept(database, now);
  const closing = new AbortController();
  const tries = async (what: string, work: () => Promise<unknown>) => {
    if (closing.signal.aborted) return;
    await work().catch((error: unknown) => {
      if (!closing.signal.aborted) complain(`the reaper, ${what}`, error);
    });
  };
  const bounds = () => {
    const disk = room?.rooms().sandbox;
    if (disk && !disk.ok) return full;
    return disk?.tight ? tight : usual;
  };
  const round = async () => {
    const engine = sandbox.engine();
    if (engine) {
      await tries("images", () => reapImages(engine.docker, owner, now(), bounds()));
      await tries("build cache", () => reapCache(engine, bounds().cacheBytes));
    }
    await tries("builds", () =>
      store.forget(now() - limits.buildHistoryTime.value, {
        builds: limits.buildHistory.value,
        bytes: limits.buildHistoryBytes.value,
      }),
    );
    await tries("shared results", () => forgetShares(database, now()));
    await tries("layers", () =>
      layers.forget(now() - limits.layerTime.value, limits.layerBytes.value),
    );
    await tries("files", () =>
      store.dropFiles(now() - limits.imageTime.value, limits.keptFiles.value),
    );
  };
  let turn: Promise<void> = Promise.resolve();
  const reap = () => {
    turn = turn.then(round);
    return turn;
  };

  void reap();
  const timer = setInterval(() => void reap(), everyMs);
  timer.unref();
  room?.onChange(() => void reap(), closing.signal);
  return {
    reap,
    async close() {
      closing.abort();
      clearInterval(timer);
      await turn;
    },
  };
}

/** Frees build cache above the ceiling, what was used least first. The engine does so at a share of its disk only. */
async function reapCache({ buildkit }: Engine, keepBytes: number): Promise<void> {
  const held = (await buildkit.diskUsage()).reduce((sum, { bytes }) => sum + bytes, 0);
  if (held > keepBytes) await buildkit.prune({ keepBytes });
}

/** Removes an owner's images that are past their lifetime or above the ceiling; gives their ids. */
export async function reapImages(
  docker: Docker,
  owner: string,
  now: number,
  bounds: Parameters<typeof toReap>[2],
): Promise<string[]> {
  const filters = { label: [`${labels.owner}=${owner}`] };
  const images = await docker.listImages({ filters });
  const kept = images.map(({ Id, Labels }) => ({
    id: Id,
    at: Date.parse(Labels?.[labels.at] ?? "") || 0,
    ofStage: Labels?.[labels.lookOf] !== undefined,
  }));
  // Each kind has its own ceiling, so that looking into stages takes nobody's image away.
  const gone = [
    ...toReap(
      kept.filter(({ ofStage }) => !ofStage),
      now,
      bounds,
    ),
    ...toReap(
      kept.filter(({ ofStage }) => ofStage),
      now,
      ofStages(bounds),
    ),
  ];
  for (const id of gone) await removeImage(docker, id);
  return gone;
}

function ofStages({ lifetimeMs, ceiling }: Parameters<typeof toReap>[2]) {
  return {
    lifetimeMs: Math.min(lifetimeMs, limits.stageImageTime.value),
    ceiling: Math.min(ceiling, limits.stageImages.value),
  };
}

/** Removes an image by its id or name; one that is gone, or that a run uses (looked at again later), is fine. */
export async function removeImage(docker: Docker, image: string): Promise<void> {
  try {
    await docker.getImage(image).remove();
  } catch (error) {
    const status = engineStatus(error);
    if (status !== 404 && status !== 409) throw error;
  }
}
