import { type StageLook, stageLooks } from "@/domain/build/stage-look";
import { passes } from "../workbench/call";
import { browser } from "../workbench/ports";

const firstMs = 500;
const longestMs = 15_000;

/**
 * Asks for the weights of a build's stages until none is pending, less and less often; tells what is
 * known after each answer. Gives what ends it.
 */
export function watchLooks(
  build: string,
  tell: (looks: readonly StageLook[]) => void,
  ports = browser,
): () => void {
  let over = false;
  let forget = () => {};
  const ask = async (nextMs: number) => {
    const answer = await ports.call(stageLooks, `/api/builds/${build}/stages`);
    if (over) return;
    if (answer.ok) tell(answer.value.stages);
    const more = answer.ok
      ? answer.value.stages.some(({ state }) => state === "pending")
      : passes(answer.refusal);
    const slower = Math.min(longestMs, nextMs * 1.5);
    if (more) forget = ports.wait(() => void ask(slower), nextMs);
  };
  void ask(firstMs);
  return () => {
    over = true;
    forget();
  };
}
