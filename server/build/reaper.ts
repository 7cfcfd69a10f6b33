import type Docker from "dockerode";
import { toReap } from "@/domain/image/reap";
import { limits } from "@/domain/limits";
import { engineStatus } from "@/server/run/engine";
import type { Sandbox } from "@/server/sandbox/sandbox";
import type { Database } from "@/server/storage/database";
import type { BuildsOptions } from "./builds";
import { labels } from "./isolation";
import { openStore } from "./store";

type ReaperOptions = Pick<BuildsOptions, "now" | "owner" | "complain"> & {
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly everyMs?: number;
};

/** How long a build can be asked for after its end; its journal goes with it. */
const rememberMs = 7 * 24 * 60 * 60 * 1000;
const lifetime = { lifetimeMs: limits.imageTime.value, ceiling: limits.images.value };

/** Removes old images and forgets old builds, now and then. What a container uses stays. */
export function openReaper(options: ReaperOptions): { close(): void } {
  const { sandbox, database, now, owner, complain, everyMs = 5 * 60_000 } = options;
  const store = openStore(database);
  const reap = async () => {
    const docker = sandbox.engine()?.docker;
    if (docker) await reapImages(docker, owner, now());
    await store.forget(now() - rememberMs);
  };
  const timer = setInterval(() => {
    reap().catch((error) => complain("the reaper", error));
  }, everyMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

/** Removes an owner's images that are past their lifetime or above the ceiling; gives their ids. */
export async function reapImages(
  docker: Docker,
  owner: string,
  now: number,
  bounds: Parameters<typeof toReap>[2] = lifetime,
): Promise<string[]> {
  const filters = { label: [`${labels.owner}=${owner}`] };
  const images = await docker.listImages({ filters });
  const kept = images.map(({ Id, Labels }) => ({
    id: Id,
    at: Date.parse(Labels?.[labels.at] ?? "") || 0,
  }));
  const gone = toReap(kept, now, bounds);
  for (const id of gone) await removeImage(docker, id);
  return gone;
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
