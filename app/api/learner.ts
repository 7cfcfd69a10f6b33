import type { Outcome } from "@/domain/problem";
import { clientOf } from "@/server/http/entrance";
import type { Learner } from "@/server/learner/learner";
import type { Runtime } from "@/server/runtime";

/** Who asks; one who is new only where not too many came from the same address. */
export async function learnerOf(
  request: Request,
  { learners, rates }: Pick<Runtime, "learners" | "rates">,
): Promise<Outcome<Learner>> {
  const isNew = learners.known(request) === null;
  const fault = isNew ? await rates.take("learnerRate", clientOf()) : null;
  return fault ? { ok: false, fault } : { ok: true, value: learners.of(request) };
}
