import { DockerfileParser, type Instruction as Parsed } from "dockerfile-ast";
import { expand } from "./expand";

/** One instruction of a Dockerfile; lines count from 1. */
export type Instruction = {
  /** In capitals, e.g. `COPY`. */
  readonly keyword: string;
  /** As written, on one line: continuations joined, comments inside them and heredoc bodies left out. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  /** What `--from=` and `--mount=…,from=` name, in order. */
  readonly from: readonly string[];
};

/** What one `FROM` opens. */
export type Stage = {
  readonly index: number;
  /** The name after `AS`, else the index as text. */
  readonly name: string;
  readonly named: boolean;
  /** The image or stage that it starts from, variables filled in. */
  readonly base: string;
  /** Whether `base` is known; false where a variable has no value that we know of. */
  readonly resolved: boolean;
  /** Index of the stage that it starts from; absent where it starts from an image or from scratch. */
  readonly baseStage?: number;
  /** Indexes of the stages that it copies or mounts from. */
  readonly copies: readonly number[];
  /** What it copies or mounts from that is no stage of the file: images, says BuildKit. */
  readonly images: readonly { readonly ref: string; readonly line: number }[];
  readonly from: Instruction;
  /** Those after `FROM`, in order. */
  readonly instructions: readonly Instruction[];
};

/** A Dockerfile as stages; `head` is what comes before the first `FROM`. */
export type Outline = { readonly head: readonly Instruction[]; readonly stages: readonly Stage[] };

/** Reads a Dockerfile. Never throws: what makes no sense is left for `review` and the engine to say. */
export function outlineOf(text: string, buildArgs: Readonly<Record<string, string>> = {}): Outline {
  const lines = text.split(/\r?\n/);
  const dockerfile = DockerfileParser.parse(text);
  const escapeChar = dockerfile.getEscapeCharacter();
  const head: Instruction[] = [];
  const groups: { from: Instruction; rest: Instruction[] }[] = [];
  for (const parsed of dockerfile.getInstructions()) {
    const instruction = read(parsed, lines, escapeChar);
    const group = groups.at(-1);
    if (instruction.keyword === "FROM") groups.push({ from: instruction, rest: [] });
    else if (group) group.rest.push(instruction);
    else head.push(instruction);
  }
  const values = argValues(head, buildArgs);
  const stages: Stage[] = [];
  for (const { from, rest } of groups) stages.push(stageOf(from, rest, stages, values));
  return { head, stages };
}

/** The stage that a name or an index (as text) means, as BuildKit reads it; null where none does. */
export function findStage(stages: readonly Stage[], name: string): Stage | null {
  const byName = stages.findLast((stage) => stage.named && same(stage.name, name));
  return byName ?? (/^\d+$/.test(name) ? (stages[Number(name)] ?? null) : null);
}

function read(parsed: Parsed, lines: readonly string[], escapeChar: string): Instruction {
  const { start, end } = parsed.getRange();
  const text = joined(lines.slice(start.line, end.line + 1), escapeChar);
  const words = text.split(/\s+/).slice(1);
  const first = words.findIndex((word) => !word.startsWith("--"));
  const flags = first < 0 ? words : words.slice(0, first);
  const from = flags.flatMap((flag) => /^--(?:mount=(?:.*,)?)?from=([^,]+)/.exec(flag)?.[1] ?? []);
  return {
    keyword: parsed.getKeyword().toUpperCase(),
    text,
    line: start.line + 1,
    endLine: end.line + 1,
    from,
  };
}

function joined(lines: readonly string[], escapeChar: string): string {
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (index > 0 && (trimmed === "" || trimmed.startsWith("#"))) continue;
    const continues = trimmed.endsWith(escapeChar);
    parts.push(continues ? trimmed.slice(0, -1).trimEnd() : trimmed);
    if (!continues) break;
  }
  return parts.filter((part) => part !== "").join(" ");
}

function argValues(head: readonly Instruction[], buildArgs: Readonly<Record<string, string>>) {
  const values = new Map<string, string>();
  for (const { keyword, text } of head) {
    if (keyword !== "ARG") continue;
    for (const [, name = "", , quoted, bare] of text
      .slice(3)
      .matchAll(/(\w+)(=(?:["']([^"']*)["']|(\S*)))?/g)) {
      const given = buildArgs[name] ?? quoted ?? bare;
      if (given !== undefined) values.set(name, expand(given, values).text);
    }
  }
  return values;
}

function stageOf(
  from: Instruction,
  instructions: Instruction[],
  before: readonly Stage[],
  values: ReadonlyMap<string, string>,
): Stage {
  const index = before.length;
  const words = from.text.split(/\s+/).slice(1);
  const [image = "", as, name] = words.filter((word) => !word.startsWith("--"));
  const alias = as?.toUpperCase() === "AS" ? name : undefined;
  const { text: base, missing } = expand(image, values);
  // A base may only be a name: BuildKit takes `FROM 0` for an image.
  const baseStage = before.findLast((stage) => stage.named && same(stage.name, base))?.index;
  const copies = new Set<number>();
  const images: { ref: string; line: number }[] = [];
  for (const { from: names, line } of instructions) {
    for (const ref of names) {
      const stage = findStage(before, ref);
      if (stage) copies.add(stage.index);
      else images.push({ ref, line });
    }
  }
  return {
    index,
    name: alias ?? String(index),
    named: alias !== undefined,
    base,
    resolved: missing.length === 0 && base !== "",
    ...(baseStage === undefined ? {} : { baseStage }),
    copies: [...copies],
    images,
    from,
    instructions,
  };
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
