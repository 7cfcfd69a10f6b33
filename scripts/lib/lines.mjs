/**
 * Splits text that comes in pieces: `take` hands each whole line to `onLine`, `end` what is left of
 * the last one. One for each stream, so that the streams' lines do not mix.
 */
export function splitLines(onLine) {
  let rest = "";
  return {
    take(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest) onLine(rest);
      rest = "";
    },
  };
}
