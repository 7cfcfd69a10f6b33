import type { FileChange, MissReason } from "@/domain/build/reuse";

/** Why an instruction was not reused, as a sentence's rest, and the line that it leads to. */
export type ReasonWords = { readonly words: string; readonly line?: number };

/** How many files are named before the rest is counted. */
const named = 3;

export function reasonWords(reason: MissReason): ReasonWords {
  switch (reason.why) {
    case "first":
      return { words: "no build of this Dockerfile before it" };
    case "no-cache":
      return { words: "built without the cache" };
    case "line":
      return { words: "this line changed" };
    case "earlier":
      return { words: `line ${reason.line} above it changed`, line: reason.line };
    case "removed":
      return { words: `${reason.instruction} above it is gone` };
    case "files":
      return { words: filesWords(reason.files) };
    case "argument":
      return { words: `the build argument ${reason.name} changed`, line: reason.line };
    case "base":
      return { words: `the image ${reason.ref} is another than before`, line: reason.line };
    case "stage":
      return {
        words: `stage ${reason.stage} changed, from line ${reason.line}`,
        line: reason.line,
      };
    case "unreached":
      return { words: "the build before did not get this far" };
    case "cleared":
      return { words: "nothing changed, but the cache no longer had it" };
  }
}

function filesWords(files: readonly FileChange[]): string {
  const words = files.slice(0, named).map(({ path, change, from }) => {
    return from === undefined ? `${path} ${change}` : `${from} renamed to ${path}`;
  });
  const more = files.length - words.length;
  const rest = more > 0 ? [`${more} more ${more === 1 ? "file" : "files"}`] : [];
  return [...words, ...rest].join(", ");
}
