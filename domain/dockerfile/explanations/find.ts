import { code } from "../../words";
import type { Failed } from "../explain";
import { nearest } from "../nearest";

/** The first group of a pattern that matched, else all that did; null where nothing does. */
export function first(pattern: RegExp, text: string): string | null {
  const [all, ...groups] = pattern.exec(text) ?? [];
  return all === undefined ? null : (groups.find((group) => group !== undefined) ?? all);
}

/** In the engine's words; those on a command that ended by itself only quote the command. */
export function told(pattern: RegExp, { message, exitCode }: Failed): string | null {
  return exitCode === undefined ? first(pattern, message) : null;
}

/** In the end of what a command printed. */
export function printed(pattern: RegExp, { tail }: Failed): string | null {
  return first(pattern, tail.join("\n"));
}

type Find = (pattern: RegExp, failed: Failed) => string | null;
type Words = (found: string, failed: Failed) => string;
const by = (find: Find) => (pattern: RegExp, words: Words) => (failed: Failed) => {
  const found = find(pattern, failed);
  return found === null ? null : words(found, failed);
};

/** Explains what the engine's words show. */
export const engine = by(told);
/** Explains what the engine's words, or else a command's output, show. */
export const command = by((pattern, failed) => told(pattern, failed) ?? printed(pattern, failed));

/** A question after the word that was probably meant, or nothing. */
export function meant(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  return near ? ` Did you mean ${code(near)}?` : "";
}

/** Names in a sentence. */
export function list(words: readonly string[]): string {
  return words.map(code).join(", ");
}
