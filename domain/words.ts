/** What the wire's schemas say of sentences that name things. */
export const markdown =
  "Markdown that uses code spans only, around names and the engine's own words.";

/**
 * A name, a path, a command or words of the engine's as a code span, in which nothing is taken for
 * Markdown; line ends become spaces. Fences as in
 * {@link https://spec.commonmark.org/0.31.2/#code-spans CommonMark}: longer than any run inside.
 */
export function code(text: string): string {
  const line = text.replace(/\r\n|[\r\n]/g, " ") || '""';
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = /^[ `]|[ `]$/.test(line) && /[^ ]/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

/** Such sentences as plain text, for what is read aloud or shown where no Markdown is. */
export function plain(words: string): string {
  return words.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/gs, (_, _fence, line: string) =>
    /[^ ]/.test(line) ? line.replace(/^ (.*) $/s, "$1") : line,
  );
}
