import { sameImage } from "../image/ref";
import type { Fault } from "../problem";
import { code } from "../words";
import { nearest } from "./nearest";
import { reachable, shippedStage } from "./reach";
import type { Instruction, Outline, Stage } from "./stages";
import type { Syntax } from "./syntax";

/** The instructions of a Dockerfile. */
export const keywords = [
  "ADD",
  "ARG",
  "CMD",
  "COPY",
  "ENTRYPOINT",
  "ENV",
  "EXPOSE",
  "FROM",
  "HEALTHCHECK",
  "LABEL",
  "MAINTAINER",
  "ONBUILD",
  "RUN",
  "SHELL",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
] as const;

/** What a review looks at; `catalogue` is null where the base images are not known yet. */
export type Reviewed = {
  readonly outline: Outline;
  readonly syntax: Syntax | null;
  readonly target: string | null;
  readonly catalogue: readonly string[] | null;
};

/**
 * What is surely wrong with a Dockerfile before any engine has seen it, or null. It says only what the
 * engine would refuse too: where we can't be sure, the build goes ahead and the engine decides.
 */
export function review({ outline, syntax, target, catalogue }: Reviewed): Fault | null {
  const { head, stages } = outline;
  return (
    syntaxFault(syntax) ??
    headFault(head, stages) ??
    unknownFault(stages) ??
    emptyFromFault(stages) ??
    targetFault(stages, target) ??
    (catalogue && imageFault(stages, target, catalogue))
  );
}

function syntaxFault(syntax: Syntax | null): Fault | null {
  if (!syntax || syntax.builtIn) return null;
  const detail = `${code(`# syntax=${syntax.image}`)} asks for a Dockerfile frontend from a registry. The sandbox has ${code("docker/dockerfile:1")} built in and loads no other.`;
  return { kind: "refused", detail, line: syntax.line };
}

function headFault(head: readonly Instruction[], stages: readonly Stage[]): Fault | null {
  const early = head.find(({ keyword }) => keyword !== "ARG");
  if (early) {
    const unknown = unknownWords(early);
    return wrong(
      unknown ??
        `${code(early.keyword)} comes before the first ${code("FROM")}; only ${code("ARG")} may stand there.`,
      early.line,
    );
  }
  if (stages.length > 0) return null;
  return wrong("The Dockerfile has no `FROM`, so there is nothing to start from.", head[0]?.line);
}

function unknownFault(stages: readonly Stage[]): Fault | null {
  for (const { instructions } of stages) {
    for (const instruction of instructions) {
      // Past a heredoc our parser may mistake its text for instructions.
      if (/<<-?["'\w]/.test(instruction.text)) return null;
      const unknown = unknownWords(instruction);
      if (unknown) return wrong(unknown, instruction.line);
    }
  }
  return null;
}

function unknownWords({ keyword }: Instruction): string | null {
  if ((keywords as readonly string[]).includes(keyword)) return null;
  const meant = nearest(keyword, keywords);
  return `${code(keyword)} is not an instruction.${meant ? ` Did you mean ${code(meant)}?` : ""}`;
}

function emptyFromFault(stages: readonly Stage[]): Fault | null {
  const empty = stages.find(({ base }) => base === "");
  return empty ? wrong("`FROM` names no image to start from.", empty.from.line) : null;
}

function targetFault(stages: readonly Stage[], target: string | null): Fault | null {
  if (target === null || shippedStage(stages, target)) return null;
  const names = stages.map(({ name }) => name);
  const meant = nearest(target, names);
  const hint = meant
    ? `Did you mean ${code(meant)}?`
    : `The stages are ${names.map(code).join(", ")}.`;
  return wrong(`No stage is named ${code(target)}. ${hint}`);
}

function imageFault(
  stages: readonly Stage[],
  target: string | null,
  catalogue: readonly string[],
): Fault | null {
  const shipped = shippedStage(stages, target);
  if (!shipped) return null;
  const needed = reachable(stages, shipped);
  const known = (ref: string) => catalogue.some((image) => sameImage(image, ref));
  for (const stage of stages.filter(({ index }) => needed.has(index))) {
    const { base, resolved, baseStage, from } = stage;
    if (resolved && baseStage === undefined && base !== "scratch" && !known(base)) {
      return outside(base, from.line, stages.slice(0, stage.index), catalogue);
    }
    const image = stage.images.find(({ ref }) => !ref.includes("$") && !known(ref));
    if (image) return outside(image.ref, image.line, stages.slice(0, stage.index), catalogue);
  }
  return null;
}

function outside(
  ref: string,
  line: number,
  before: readonly Stage[],
  catalogue: readonly string[],
): Fault {
  const stages = before.filter(({ named }) => named).map(({ name }) => name);
  const meant = nearest(ref, [...stages, ...catalogue]);
  const hint = meant
    ? `Did you mean ${code(meant)}?`
    : `The sandbox has ${catalogue.map(code).join(", ")}.`;
  const what = stages.length > 0 ? "neither a stage above nor an image" : "not an image";
  return { kind: "refused", detail: `${code(ref)} is ${what} that the sandbox has. ${hint}`, line };
}

function wrong(detail: string, line?: number): Fault {
  return { kind: "dockerfile", detail, ...(line === undefined ? {} : { line }) };
}
