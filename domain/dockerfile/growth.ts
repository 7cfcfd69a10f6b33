import { inWords, limitNamed, limits } from "../limits";
import type { Fault } from "../problem";
import { code } from "../words";
import type { Instruction, Outline } from "./stages";

/** What a variable that the file does not set may hold: one of a base image's. */
const unknownLength = 256;

/** The engine passes these on as they are; a shell in the container fills their variables in. */
const passedOn = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL"]);

/**
 * A fault where variables make each other grow without measure (`ENV B=$A$A`, `ENV C=$B$B`, …), or
 * null. The engine's parser fills them in outside of any slot's limits, and gives each instruction all
 * that are set: thirty such lines took 23 GB there. Every length here is an upper bound: a name keeps
 * the longest value that it ever had, in any stage, and all names that an instruction sets get all of
 * its text.
 */
export function growthFault(
  { head, stages }: Outline,
  buildArgs: Readonly<Record<string, string>>,
  text: string,
): Fault | null {
  const lengths = new Map(Object.entries(buildArgs).map(([name, value]) => [name, value.length]));
  const all = [...head, ...stages.flatMap((one) => [one.from, ...one.instructions])];
  let total = 0;
  for (const instruction of all) {
    if (passedOn.has(instruction.keyword)) continue;
    const length = filledLength(instruction.text, lengths);
    total += length;
    if (total > limits.variableBytes.value) return tooLong(instruction);
    for (const name of namesSetBy(instruction)) {
      lengths.set(name, Math.max(length, lengths.get(name) ?? 0));
    }
  }
  // A file written in the Dockerfile is filled in too, and our parser takes it for other things.
  const written = all.find(({ keyword, text }) => copies.has(keyword) && text.includes("<<"));
  const tooMuch = written && filledLength(text, lengths) > limits.variableBytes.value;
  return tooMuch ? tooLong(written) : null;
}

const copies = new Set(["ADD", "COPY"]);

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
  const detail = `With its variables filled in, the Dockerfile gets longer than ${inWords(limits.variableBytes)} at ${shown}.`;
  return { kind: "limit", detail, line, limit: limitNamed("variableBytes") };
}
