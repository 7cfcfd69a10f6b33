import { inWords, limitNamed, limits } from "../limits";
import type { Fault } from "../problem";
import { code } from "../words";
import type { Instruction, Outline } from "./stages";

/** What a variable that the file does not set may hold: one of a base image's. */
const unknownLength = 1024;

/** The engine passes these on as they are; a shell in the container fills their variables in. */
const passedOn = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL"]);

/**
 * A fault where variables make each other grow without measure (`ENV B=$A$A`, `ENV C=$B$B`, …), or
 * null. The engine's parser fills them in outside of any slot's limits: thirty such lines took 23 GB
 * there. Every length here is an upper bound: a name keeps the longest value that it ever had, in any
 * stage, and all names that an instruction sets get all of its text.
 */
export function growthFault(
  { head, stages }: Outline,
  buildArgs: Readonly<Record<string, string>>,
): Fault | null {
  const lengths = new Map(Object.entries(buildArgs).map(([name, value]) => [name, value.length]));
  for (const instruction of [
    ...head,
    ...stages.flatMap((one) => [one.from, ...one.instructions]),
  ]) {
    if (passedOn.has(instruction.keyword)) continue;
    const length = filledLength(instruction.text, lengths);
    if (length > limits.variableBytes.value) return tooLong(instruction);
    for (const name of namesSetBy(instruction)) {
      lengths.set(name, Math.max(length, lengths.get(name) ?? 0));
    }
  }
  return null;
}

function filledLength(text: string, lengths: ReadonlyMap<string, number>): number {
  let length = text.length;
  for (const [, name = "", replaces] of text.matchAll(/\$\{?(\w+)(\/)?/g)) {
    const own = lengths.get(name) ?? unknownLength;
    // `${A/x/y}` may put all of the text in place of each character.
    length += replaces ? own * (length + own) : own;
  }
  return length;
}

function namesSetBy({ text }: Instruction): string[] {
  const assigned = [...text.matchAll(/(\w+)=/g)].map(([, name = ""]) => name);
  const plain = /\b(?:ENV|ARG)\s+(\w+)/i.exec(text)?.[1];
  return plain ? [...assigned, plain] : assigned;
}

function tooLong({ text, line }: Instruction): Fault {
  const shown = code(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const detail = `With its variables filled in, ${shown} gets longer than ${inWords(limits.variableBytes)}.`;
  return { kind: "limit", detail, line, limit: limitNamed("variableBytes") };
}
