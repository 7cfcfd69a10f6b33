import type { BuildRequest } from "@/domain/build/request";
import { cutRequest, cutsOf } from "@/domain/build/stage-cut";
import type { StageLook } from "@/domain/build/stage-look";
import type { Image } from "@/domain/image/image";
import { limits } from "@/domain/limits";
import type { Fault } from "@/domain/problem";
import type { Rates } from "@/server/http/rates";
import { newTurns } from "@/server/run/turns";
import type { Database } from "@/server/storage/database";
import type { Builds } from "./builds";
import { type Looked, openStore } from "./store";

/**
 * The stages that a build exported nothing of: thrown away, or failed. Each is built once more from the
 * cache when somebody asks, as a build of its learner's that takes its place in the line, and what it
 * gave is kept.
 */
export type Stages = {
  /**
   * What the stages weigh, as far as it is known; asks for one that is not, of the first few, where no
   * other is on its way. Null where the learner has no such build.
   */
  weigh(id: string, learner: string): Promise<StageLook[] | null>;
  /** The image of a stage by its name or index; asks for it where nobody has. */
  look(id: string, learner: string, stage: string): Promise<StageImage>;
};

type StageImage =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly why: "no-build" | "no-stage" | "pending" | "failed" }
  | { readonly ok: false; readonly why: "fault"; readonly fault: Fault };

/** A stage that can be looked into, and how that stands. */
type Known = {
  readonly index: number;
  readonly name: string;
  readonly looked?: Looked | undefined;
  /** What builds it again; absent where the build's files are not kept any more. */
  readonly again?: BuildRequest;
};

export function openStages(options: {
  readonly database: Pick<Database, "query">;
  readonly builds: Pick<Builds, "get" | "submit">;
  readonly rates: Pick<Rates, "take">;
}): Stages {
  const { builds, rates } = options;
  const store = openStore(options.database);
  const turns = newTurns();

  async function known(id: string, learner: string): Promise<Known[] | null> {
    const build = await builds.get(id, learner);
    if (!build) return null;
    const [looks, request] = await Promise.all([store.looks(id), store.files(id)]);
    // Without its files no stage can be built any more, but what was found is still true.
    if (!request) return looks.map((looked) => ({ ...nameOf(looked), looked }));
    return cutsOf(request, build).map((cut) => ({
      index: cut.index,
      name: cut.name,
      looked: looks.find(({ stage }) => stage === cut.index),
      again: cutRequest(request, cut),
    }));
  }

  async function ask(id: string, learner: string, { index, again }: Known): Promise<Fault | null> {
    if (!again) return null;
    const often = await rates.take("buildRate", learner);
    if (often) return often;
    const submitted = await builds.submit(learner, again, { of: id, stage: index });
    return submitted.ok ? null : submitted.fault;
  }

  async function weigh(id: string, learner: string): Promise<StageLook[] | null> {
    const all = await known(id, learner);
    if (!all) return null;
    const weighed = all.filter(({ looked }, place) => looked || place < limits.stagesWeighed.value);
    const next = weighed.find(({ looked }) => !looked);
    // Whatever stands against it now may not with the next question.
    if (next && !weighed.some(isOnItsWay)) await ask(id, learner, next);
    return weighed.map(viewOf);
  }

  async function look(id: string, learner: string, stage: string): Promise<StageImage> {
    const all = await known(id, learner);
    if (!all) return { ok: false, why: "no-build" };
    const named = all.findLast(({ name }) => name === stage);
    const one = named ?? all.find(({ index }) => String(index) === stage);
    if (!one) return { ok: false, why: "no-stage" };
    if (one.looked?.result) return { ok: true, image: one.looked.result.image };
    if (one.looked && !isOnItsWay(one)) return { ok: false, why: "failed" };
    const fault = one.looked ? null : await ask(id, learner, one);
    return fault ? { ok: false, why: "fault", fault } : { ok: false, why: "pending" };
  }

  // One by one, so that no stage is asked for twice.
  return {
    weigh: (id, learner) => turns.take(learner, () => weigh(id, learner)),
    look: (id, learner, stage) => turns.take(learner, () => look(id, learner, stage)),
  };
}

const isOnItsWay = ({ looked }: Known) =>
  looked?.status === "queued" || looked?.status === "running";

function viewOf(one: Known): StageLook {
  const { index, name, looked } = one;
  const image = looked?.result?.image;
  if (image) {
    const { unpackedBytes, layers } = image;
    return { index, name, state: "measured", unpackedBytes, layers };
  }
  return { index, name, state: looked && !isOnItsWay(one) ? "failed" : "pending" };
}

function nameOf({ stage: index, result }: Looked) {
  return { index, name: result?.stages[index]?.name ?? String(index) };
}
