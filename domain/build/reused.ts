import { outlineOf } from "../dockerfile/stages";
import { changesSince } from "./miss";
import type { Made } from "./miss-own";
import type { MissReason, Reuse, ReuseStep } from "./reuse";
import type { Told } from "./vertexes";

/** The learner's build before: its inputs, and the lines that its engine got done. */
export type Before = Made & { readonly done: ReadonlySet<number> };

/**
 * Which instructions of a build came from the cache, by the engine's word, and why the others did not,
 * by their inputs against those of the build before.
 */
export function reuseOf(now: Made, before: Before | null, vertexes: Iterable<Told>): Reuse {
  const changes = before ? changesSince(before, now) : new Map<number, MissReason>();
  const steps: ReuseStep[] = [];
  for (const { body, match } of vertexes) {
    const { line, keyword, stage, instruction } = match;
    const reused = body.state === "cached";
    if (line === undefined || keyword === "FROM") continue;
    if (!reused && body.state !== "done" && body.state !== "failed") continue;
    const step = { line, stage, instruction, reused };
    steps.push(reused ? step : { ...step, reason: reasonOf(line) });
  }
  return steps.sort((a, b) => a.line - b.line);

  function reasonOf(line: number): MissReason {
    if (now.inputs.noCache) return { why: "no-cache" };
    if (!before) return { why: "first" };
    return changes.get(line) ?? { why: wasDone(before, line) ? "cleared" : "unreached" };
  }

  function wasDone({ inputs, done }: Before, line: number): boolean {
    const place = places(now.inputs.text).get(line);
    const lines = [...places(inputs.text)].filter(([, other]) => other === place);
    return lines.some(([old]) => done.has(old));
  }
}

/** Where each line's instruction stands: its stage, and which of those words it is there. */
function places(text: string): Map<number, string> {
  const { stages } = outlineOf(text);
  return new Map(
    stages.flatMap((stage) =>
      stage.instructions.map(({ line, text: words }, at) => {
        const alike = stage.instructions.slice(0, at).filter((one) => one.text === words).length;
        return [line, `${stage.name} ${alike} ${words}`] as const;
      }),
    ),
  );
}
