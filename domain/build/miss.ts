import { findStage, type Outline, outlineOf, type Stage } from "../dockerfile/stages";
import {
  argumentIn,
  imageChange,
  inputChange,
  isSame,
  type Made,
  type Side,
  textChange,
} from "./miss-own";
import type { MissReason } from "./reuse";

/** These say something of the image only, and nothing of what later instructions come to. */
const inert = new Set([
  "CMD",
  "ENTRYPOINT",
  "EXPOSE",
  "HEALTHCHECK",
  "LABEL",
  "MAINTAINER",
  "ONBUILD",
  "STOPSIGNAL",
  "VOLUME",
]);

/**
 * For each line of an instruction, what changed since the build before that it depends on; a line that
 * is missing has nothing. An instruction inherits from the ones above it, and from the stages that it
 * starts or copies from. Whether the engine reused it nevertheless (a copy of the same bytes) is not
 * told here.
 */
export function changesSince(before: Made, after: Made): ReadonlyMap<number, MissReason> {
  const old = { ...before, outline: outlineOf(before.inputs.text) };
  const now = { ...after, outline: outlineOf(after.inputs.text) };
  const found = new Map<number, MissReason>();
  const outcomes = new Map<number, MissReason>();
  for (const stage of now.outline.stages) {
    const outcome = walk(stage, old, now, outcomes, found);
    if (outcome) outcomes.set(stage.index, outcome);
  }
  return found;
}

/** Goes through one stage; gives what its end inherits, as seen from another stage. */
function walk(
  stage: Stage,
  old: Side,
  now: Side,
  outcomes: ReadonlyMap<number, MissReason>,
  found: Map<number, MissReason>,
): MissReason | null {
  const twin = twinOf(stage, old.outline);
  const own = stage.instructions.filter(({ keyword }) => !inert.has(keyword));
  const theirs = (twin?.instructions ?? []).filter(({ keyword }) => !inert.has(keyword));
  let inherited = startChange(stage, twin, old, now, outcomes);
  for (const [place, instruction] of own.entries()) {
    const reason =
      inherited ??
      (isSame(instruction, now, theirs[place], old)
        ? inputChange(instruction, stage, old, now, outcomes)
        : textChange(own, theirs, place));
    if (!reason) continue;
    found.set(instruction.line, reason);
    inherited ??= toFollowers(reason, instruction.line);
  }
  return (
    inherited && { why: "stage", stage: stage.name, line: lineOf(inherited) ?? stage.from.line }
  );
}

/** A change of an instruction as the ones below it see it. */
function toFollowers(reason: MissReason, line: number): MissReason {
  return reason.why === "argument" || reason.why === "removed" ? reason : { why: "earlier", line };
}

function lineOf(reason: MissReason): number | undefined {
  return "line" in reason ? reason.line : undefined;
}

/** The stage of the build before that this one was: by its name, else by its place. */
function twinOf({ index, name, named }: Stage, { stages }: Outline): Stage | undefined {
  const there = stages[index];
  if (there?.name === name) return there;
  return (named ? findStage(stages, name) : null) ?? there ?? stages.at(-1);
}

function startChange(
  stage: Stage,
  twin: Stage | undefined,
  old: Side,
  now: Side,
  outcomes: ReadonlyMap<number, MissReason>,
): MissReason | null {
  const { line } = stage.from;
  if (!twin) return { why: "earlier", line };
  const [ref, was] = [now.inputs.bases[stage.index], old.inputs.bases[twin.index]];
  if (stage.baseStage !== undefined && ref === was) return outcomes.get(stage.baseStage) ?? null;
  if (ref === undefined || ref === was) return imageChange(ref ?? stage.base, line, old, now);
  return argumentIn(stage.from, old, now) ?? { why: "base", ref, line };
}
