import type { BuildEventBody } from "@/domain/build/events";
import { stageResults, usedImages } from "@/domain/build/stage-results";
import { engineStarved } from "@/domain/build/starved";
import { countSteps } from "@/domain/build/steps";
import { settle, type Translation, translate, untold } from "@/domain/build/translate";
import { copies, runsNow } from "@/domain/build/vertexes";
import { shippedStage } from "@/domain/dockerfile/reach";
import { outlineOf } from "@/domain/dockerfile/stages";
import { SolveError } from "@/server/buildkit/client";
import type { SolveResult } from "@/server/buildkit/types";
import type { Inspector } from "@/server/image/inspect";
import type { Engine } from "@/server/sandbox/engine";
import { batch } from "./batch";
import { bounds } from "./bounds";
import { type Ending, engineSaidNo, type limitsIn, overLimit, type Stop } from "./ending";
import { type Order, solveRequest } from "./isolation";
import { type Past, withReuse } from "./reuse";
import type { Place } from "./slots";
import type { UsageWatch } from "./usage";

/** What one build needs to be made. */
export type Work = {
  readonly order: Order;
  readonly engine: Engine;
  readonly place: Place;
  readonly inspector: Inspector;
  readonly past: Past;
  readonly usage: UsageWatch;
  /** Takes every event but the last. */
  readonly say: (body: BuildEventBody) => void;
  /** Ends the build from outside; its reason is a `Stop`. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly limits: ReturnType<typeof limitsIn>;
};

/** How a build ended: with its last event, or `again` where we failed it and it deserves another try. */
export type Outcome =
  | { readonly ending: Ending }
  | { readonly again: unknown; readonly pauseMs?: number };

/** What a build wanted of the sandbox is there again by then: a try before would fail likewise. */
const pauseMs = 2000;

/** Makes one build on an engine. Never rejects: whatever goes wrong is somebody's, and an outcome. */
export async function work(given: Work): Promise<Outcome> {
  const { order, engine, place, now } = given;
  const { stages } = outlineOf(
    order.context.files.get(order.context.dockerfile) ?? "",
    order.request.buildArgs,
  );
  const startedAt = now();
  const out = batch(given.say);
  let told = untold(stages);
  const bound = bounds(given, out.add, {
    copies: () => copies(told),
    runs: () => runsNow(told),
  });
  const tell = (bodies: readonly BuildEventBody[]) => {
    for (const body of bodies) out.add(body);
  };
  const end = async (ending: Ending): Promise<Outcome> => ({
    ending: await withReuse(ending, told, given.past, engine.facts),
  });

  try {
    const solved = await engine.buildkit.solve(solveRequest(order, engine.facts, place.slot), {
      signal: bound.signal,
      onStatus(message) {
        if (bound.isOver("buildLog", told.logBytes)) return;
        const { after, bodies } = translate(told, message);
        told = after;
        tell(bodies);
        bound.hold("buildLog", told.logBytes);
      },
    });
    const { after, bodies } = settle(told);
    told = after;
    tell(bodies);
    out.flush();
    const [met, ending] = await Promise.all([
      bound.met(),
      finished(given, solved, told, startedAt),
    ]);
    const { image } = ending.result;
    const over = met ?? (bound.isOver("imageBytes", image.unpackedBytes) ? "imageBytes" : null);
    return await end(over ? overLimit(bound.limit(over), told) : ending);
  } catch (error) {
    out.flush();
    const stopped: Stop | undefined = bound.signal.reason;
    if (stopped?.why === "limit") return await end(overLimit(bound.limit(stopped.limit), told));
    if (stopped?.why === "canceled") return { ending: { type: "canceled", by: stopped.by } };
    if (stopped || !(error instanceof SolveError) || error.kind !== "solve")
      return { again: error };
    const met = await bound.met(error.exitCode);
    if (met) return await end(overLimit(bound.limit(met), told));
    if (bound.failedBySandbox() || engineStarved(error)) return { again: error, pauseMs };
    return await end(engineSaidNo(error, told, order.context, engine.facts));
  } finally {
    bound.release();
  }
}

async function finished(
  { order, engine, inspector, now }: Work,
  { imageId }: SolveResult,
  told: Translation,
  startedAt: number,
) {
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
      engine: engine.facts.engineVersion,
    },
  } satisfies Ending;
}
