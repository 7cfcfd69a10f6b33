import { setTimeout as sleep } from "node:timers/promises";
import { leftovers } from "@/domain/build/leftovers";
import { outlineOf } from "@/domain/dockerfile/stages";
import type { LimitName } from "@/domain/limits";
import type { Engine } from "@/server/sandbox/engine";
import type { Ending } from "./ending";
import { imageName } from "./isolation";
import { removeImage } from "./reaper";
import type { Active } from "./record";

const ofDisk = new Set<string>(["buildDisk", "buildFiles", "imageBytes"] satisfies LimitName[]);

/** The engine lets go of a build's results a moment after its end: so often, so far apart, we look. */
const tries = 5;
const betweenMs = 2000;

/**
 * Removes what a build left that gave no result: an image, where it was stopped while that was being
 * written, and its part of the cache, where it was stopped for filling the disk. Settles when nothing
 * is left, when it has looked often enough, or with the signal.
 */
export async function removeLeftovers(
  { buildkit, docker }: Pick<Engine, "buildkit" | "docker">,
  { id, request, startedAt = 0 }: Pick<Active, "id" | "request" | "startedAt">,
  ending: Ending,
  signal: AbortSignal,
): Promise<void> {
  if (ending.type === "finished") return;
  await removeImage(docker, imageName(id));
  if (ending.type !== "failed" || !ofDisk.has(ending.failure.limit?.name ?? "")) return;
  const { files, dockerfile, buildArgs } = request;
  const { stages } = outlineOf(files[dockerfile] ?? "", buildArgs);
  for (let at = 0; at < tries && !signal.aborted; at += 1) {
    const ids = leftovers(await buildkit.diskUsage(), stages, startedAt);
    if (ids.length === 0) return;
    await buildkit.prune({ ids });
    await sleep(betweenMs, undefined, { signal, ref: false }).catch(() => {});
  }
}
