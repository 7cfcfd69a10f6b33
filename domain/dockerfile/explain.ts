import type { FailureKind } from "../build/failure";
import type { LimitName } from "../limits";
import { code } from "../words";
import { explanations } from "./explanations";

/** What is known of a build that the engine gave up. */
export type Failed = {
  /** The engine's own words. */
  readonly message: string;
  readonly exitCode?: number | undefined;
  /** The instruction that failed, where one did. */
  readonly instruction?: { readonly keyword: string; readonly text: string; readonly line: number };
  /** Lines of the Dockerfile that the engine points at. */
  readonly line?: number | undefined;
  /** The end of the instruction's output, escape sequences removed. */
  readonly tail: readonly string[];
  /** Every instruction of the Dockerfile, in order, with its first line and its last. */
  readonly instructions: readonly {
    readonly text: string;
    readonly line: number;
    readonly endLine: number;
  }[];
  /** Paths of the build context. */
  readonly files: readonly string[];
  /** Names of the Dockerfile's stages. */
  readonly stages: readonly string[];
  /** Images that the sandbox has. */
  readonly catalogue: readonly string[];
};

/** The failure in words for the learner, as Markdown with code spans only. */
export type Explanation = {
  readonly id: string;
  readonly kind: FailureKind;
  readonly message: string;
  readonly line?: number;
  /** Where `kind` is `limit`: which. */
  readonly limit?: LimitName;
};

/** One kind of failure: how it is recognised (`null` where it is another) and what it is called. */
export type ExplanationRule = {
  readonly id: string;
  readonly kind: FailureKind;
  readonly explain: (failed: Failed) => string | null;
  /** Where `kind` is `limit`: which. */
  readonly limit?: LimitName;
  /** Tells the guilty instruction by its text, for failures of which the engine tells no line. */
  readonly guilty?: (text: string, failed: Failed) => boolean;
};

/**
 * The engine's words that are looked at, from the start and from the end. They quote what a learner
 * wrote, and a pattern may take time by the cube of a line.
 */
const looked = 2000;

/** Explains a failure by the first rule that recognises it; the last rules recognise everything. */
export function explain(whole: Failed): Explanation {
  const failed = { ...whole, message: ends(whole.message), tail: whole.tail.map(ends) };
  const told = [failed.line, failed.instruction?.line, lineIn(failed.message)].find((line) =>
    isThere(line, failed),
  );
  for (const { id, kind, explain: words, guilty, limit } of explanations) {
    const message = words(failed);
    if (message === null) continue;
    const suspects = failed.instructions.filter(({ text }) => guilty?.(text, failed) ?? false);
    // What a trigger does wrong, the engine blames on the `FROM` that pulls it.
    const trigger = suspects.find(({ text }) => /^ONBUILD\s/i.test(text));
    const line = trigger?.line ?? told ?? suspects[0]?.line;
    return {
      id,
      kind,
      message,
      ...(line === undefined ? {} : { line }),
      ...(limit ? { limit } : {}),
    };
  }
  return {
    id: "unknown",
    kind: "platform",
    message: `The engine gave up: ${code(failed.message)}.`,
  };
}

function ends(text: string): string {
  if (text.length <= 2 * looked) return text;
  return `${text.slice(0, looked)} … ${text.slice(-looked)}`;
}

/** What the engine tells may be about other lines than the learner's, and what it quotes may be anything. */
function isThere(line: number | undefined, { instructions }: Failed): boolean {
  const last = instructions.at(-1)?.endLine ?? Number.MAX_SAFE_INTEGER;
  return line !== undefined && line >= 1 && line <= last;
}

function lineIn(message: string): number | undefined {
  const line = /(?:parse error )?on line (\d+)/.exec(message)?.[1];
  return line ? Number(line) : undefined;
}
