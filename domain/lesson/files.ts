/** Text files by path, relative to the project's folder. */
export type Files = Readonly<Record<string, string>>;

/** What one step's folder holds: `files/` and `solution/`. */
export type StepFolder = { readonly files: Files; readonly solution: Files };

/** A step's project: where it starts, where it ends, and what the course gave up to its start. */
export type StepFiles = {
  readonly start: Files;
  readonly solution: Files;
  /** Every text that the course gave for a path up to this start: a file equal to one was never edited. */
  readonly given: Readonly<Record<string, readonly string[]>>;
};

/**
 * Adds the steps up: a step starts where the one before it ended (its start with its solution on top)
 * with its own `files/` on top of that, so a folder holds only what changes.
 */
export function addUp(folders: readonly StepFolder[]): StepFiles[] {
  const steps: StepFiles[] = [];
  let before: Files = {};
  let given: Record<string, readonly string[]> = {};
  for (const folder of folders) {
    const start = { ...before, ...folder.files };
    const solution = { ...start, ...folder.solution };
    given = withTexts(withTexts(given, before), start);
    steps.push({ start, solution, given });
    before = solution;
  }
  return steps;
}

function withTexts(
  given: Readonly<Record<string, readonly string[]>>,
  files: Files,
): Record<string, readonly string[]> {
  const next = { ...given };
  for (const [path, text] of Object.entries(files)) {
    const texts = next[path] ?? [];
    if (!texts.includes(text)) next[path] = [...texts, text];
  }
  return next;
}
