import type { BuildInputs } from "@/domain/build/inputs";
import { type Before, reuseOf } from "@/domain/build/reused";
import { usedImages } from "@/domain/build/stage-results";
import type { Translation } from "@/domain/build/translate";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import type { Ending } from "./ending";

/** What a build is compared with: the learner's build of the same Dockerfile before it. */
export type Past = {
  readonly inputs: BuildInputs;
  /** Asked when the build is over: the one before may end meanwhile. Never rejects. */
  readonly before: () => Promise<Before | null>;
};

/** An ending with what its build had from the cache; one that was canceled stays as it is. */
export async function withReuse(
  ending: Ending,
  { stages, vertexes }: Translation,
  { inputs, before }: Past,
  { baseImages }: Pick<SandboxFacts, "baseImages">,
): Promise<Ending> {
  if (ending.type === "canceled") return ending;
  const used = usedImages(stages, inputs.target, baseImages);
  const images = new Map(used.map(({ ref, digest }) => [ref, digest]));
  const reuse = reuseOf({ inputs, images }, await before(), vertexes.values());
  return ending.type === "finished"
    ? { ...ending, result: { ...ending.result, reuse } }
    : { ...ending, failure: { ...ending.failure, reuse } };
}
