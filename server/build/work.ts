import type { BuildEventBody } from "@/domain/build/events";
import { stageResults, usedImages } from "@/domain/build/stage-results";
import { countSteps } from "@/domain/build/steps";
import { settle, type Translation, translate, untold } from "@/domain/build/translate";
import { shippedStage } from "@/domain/dockerfile/reach";
import { outlineOf } from "@/domain/dockerfile/stages";
import { limits } from "@/domain/limits";
import { SolveError } from "@/server/buildkit/client";
import type { SolveResult } from "@/server/buildkit/types";
import type { Inspector } from "@/server/image/inspect";
import type { Engine } from "@/server/sandbox/engine";
import { batch } from "./batch";
import { type Ending, engineSaidNo, overLimit, type Stop, stop } from "./ending";
import { type Order, solveRequest } from "./isolation";
import { watchMemory } from "./memory";
import type { Place } from "./slots";

/** What one build needs to be made. */
export type Work = {
  readonly order: Order;
  readonly engine: Engine;
  readonly place: Place;
  readonly inspector: Inspector;
  /** Takes every event but the last. */
  readonly say: (body: BuildEventBody) => void;
  /** Ends the build from outside; its reason is a `Stop`. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** `limits.buildTime` and `limits.buildLog`, but for tests. */
  readonly ceilings?: { readonly timeMs: number; readonly logBytes: number };
};

const ofLimits = { timeMs: limits.buildTime.value, logBytes: limits.buildLog.value };

/** How a build ended: with its last event, or `again` where we failed it and it deserves another try. */
export type Outcome = { readonly ending: Ending } | { readonly again: unknown };

/** Makes one build on an engine. Never rejects: whatever goes wrong is somebody's, and an outcome. */
export async function work(given: Work): Promise<Outcome> {
  const { order, engine, place, now, ceilings = ofLimits } = given;
  const { stages } = outlineOf(
    order.context.files.get(order.context.dockerfile) ?? "",
    order.request.buildArgs,
  );
  const startedAt = now();
  const memory = await watchMemory(place.slot);
  const { stopping, release } = stopper(given.signal, ceilings.timeMs);
  const out = batch(given.say);
  let told = untold(stages);

  try {
    const request = solveRequest(order, engine.facts, place.slot);
    const solved = await engine.buildkit.solve(request, {
      signal: stopping.signal,
      onStatus(message) {
        if (told.logBytes > ceilings.logBytes) return;
        const { after, bodies } = translate(told, message);
        told = after;
        for (const body of bodies) out.add(body);
        if (told.logBytes > ceilings.logBytes) stop(stopping, { why: "limit", limit: "buildLog" });
      },
    });
    const { after, bodies } = settle(told);
    told = after;
    for (const body of bodies) out.add(body);
    out.flush();
    return { ending: await finished(given, solved, told, startedAt) };
  } catch (error) {
    out.flush();
    const stopped: Stop | undefined = stopping.signal.reason;
    if (stopped?.why === "limit") return { ending: overLimit(stopped.limit, told, place.slot) };
    if (stopped?.why === "canceled") return { ending: { type: "canceled", by: stopped.by } };
    if (stopped || !(error instanceof SolveError) || error.kind !== "solve")
      return { again: error };
    if (error.exitCode === 137 && (await memory.limitMet())) {
      return { ending: overLimit("buildMemory", told, place.slot) };
    }
    return { ending: engineSaidNo(error, told, order.context, engine.facts) };
  } finally {
    release();
  }
}

async function finished(
  { order, engine, inspector, now }: Work,
  { imageId }: SolveResult,
  told: Translation,
  startedAt: number,
): Promise<Ending> {
  const { stages } = told;
  const { target } = order.request;
  const { baseImages } = engine.facts;
  const shipped = shippedStage(stages, target);
  if (!imageId || !shipped) throw new Error(`build ${order.id} exported no image`);
  const image = await inspector.inspect(engine.docker, imageId, stages, shipped, baseImages);
  return {
    type: "finished",
    result: {
      image,
      stages: stageResults(stages, target, image.unpackedBytes),
      baseImages: usedImages(stages, target, baseImages),
      durationMs: now() - startedAt,
      ...countSteps(told.vertexes.values()),
      checks: [],
      warnings: [...told.warnings],
    },
  };
}

/** Follows the caller's signal, and ends the build by itself when its time is over. */
function stopper(caller: AbortSignal, timeMs: number) {
  const stopping = new AbortController();
  const follow = () => stopping.abort(caller.reason);
  const timer = setTimeout(() => stop(stopping, { why: "limit", limit: "buildTime" }), timeMs);
  caller.addEventListener("abort", follow);
  if (caller.aborted) follow();
  const release = () => {
    clearTimeout(timer);
    caller.removeEventListener("abort", follow);
  };
  return { stopping, release };
}
