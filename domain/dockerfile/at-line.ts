import type { Instruction, Outline } from "./stages";

/** The instruction that a line (from 1) belongs to; null for a comment, an empty line, or past the end. */
export function instructionAt({ head, stages }: Outline, line: number): Instruction | null {
  const all = [...head, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])];
  return all.find((one) => one.line <= line && line <= one.endLine) ?? null;
}
