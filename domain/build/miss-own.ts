import { contextSources } from "../dockerfile/sources";
import { findStage, type Instruction, type Outline, type Stage } from "../dockerfile/stages";
import { fileChanges } from "./file-changes";
import type { BuildInputs } from "./inputs";
import type { MissReason } from "./reuse";

/** What can be known of a build's inputs: those that were kept, and the images that it used. */
export type Made = {
  readonly inputs: BuildInputs;
  /** `ref` → digest; empty where it is not known. */
  readonly images: ReadonlyMap<string, string>;
};

/** A build and its Dockerfile, read. */
export type Side = Made & { readonly outline: Outline };

/** The image of that name, where its digest is another. */
export function imageChange(ref: string, line: number, old: Side, now: Side): MissReason | null {
  const [was, is] = [old.images.get(ref), now.images.get(ref)];
  return was && is && was !== is ? { why: "base", ref, line } : null;
}

/** What changed of all that an instruction takes, though its words are the same. */
export function inputChange(
  instruction: Instruction,
  stage: Stage,
  old: Side,
  now: Side,
  outcomes: ReadonlyMap<number, MissReason>,
): MissReason | null {
  const { keyword, from, line } = instruction;
  if (keyword === "ARG") return argumentIn(instruction, old, now);
  for (const ref of from) {
    const source = findStage(now.outline.stages.slice(0, stage.index), ref);
    const change = source ? outcomes.get(source.index) : imageChange(ref, line, old, now);
    if (change) return change;
  }
  const sources = contextSources(instruction);
  const files = sources ? fileChanges(sources, old.inputs.files, now.inputs.files) : [];
  return files.length > 0 ? { why: "files", files } : null;
}

/** The build argument, or the `ARG` at the head, that gives a variable of an instruction another value. */
export function argumentIn(
  { keyword, text, line }: Instruction,
  old: Side,
  now: Side,
): MissReason | null {
  const names =
    keyword === "ARG" ? [...text.slice(3).matchAll(/\s(\w+)/g)] : [...text.matchAll(/\$\{?(\w+)/g)];
  const declares = (side: Side, name: string) =>
    side.outline.head.find((one) => new RegExp(`^ARG\\s(?:.*\\s)?${name}\\b`, "i").test(one.text));
  for (const [, name = ""] of names) {
    const declared = declares(now, name);
    if (old.inputs.args[name] !== now.inputs.args[name]) {
      return { why: "argument", name, line: declared?.line ?? line };
    }
    if (declared && declared.text !== declares(old, name)?.text) {
      return { why: "earlier", line: declared.line };
    }
  }
  return null;
}

/** Whether two instructions are the same, what is written below them included. */
export function isSame(
  one: Instruction,
  side: Side,
  other: Instruction | undefined,
  otherSide: Side,
) {
  return other !== undefined && wholeText(one, side) === wholeText(other, otherSide);
}

function wholeText({ text, line, endLine }: Instruction, { inputs }: Side): string {
  if (!text.includes("<<")) return text;
  return inputs.text
    .split(/\r?\n/)
    .slice(line - 1, endLine)
    .join("\n");
}

/** Whether the instruction is another, or only moved up because one above it went. */
export function textChange(
  own: readonly Instruction[],
  theirs: readonly Instruction[],
  place: number,
): MissReason {
  const gone = theirs[place];
  const has = (all: readonly Instruction[], text: string | undefined) =>
    all.slice(place).some((one) => one.text === text);
  const moved = gone && has(theirs, own[place]?.text) && !has(own, gone.text);
  return moved ? { why: "removed", instruction: gone.text } : { why: "line" };
}
