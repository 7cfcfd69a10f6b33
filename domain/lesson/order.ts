/** A folder of the course, told apart into its place and its address. */
export type Numbered = { readonly folder: string; readonly number: number; readonly slug: string };

const numbered = /^(\d{2,})-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** Reads `02-build-and-run` as number 2, slug `build-and-run`; undefined for any other name. */
export function readNumbered(folder: string): Numbered | undefined {
  const match = numbered.exec(folder);
  if (!match?.[1] || !match[2]) return undefined;
  return { folder, number: Number(match[1]), slug: match[2] };
}

/**
 * Puts folders in the order of their numbers.
 * Throws where a name has no number, or where two share a number or a slug: the order would be a guess.
 */
export function inOrder(folders: readonly string[]): Numbered[] {
  const read = folders.map((folder) => {
    const entry = readNumbered(folder);
    if (!entry) throw new Error(`${folder}: expected a name such as 01-set-up-the-project`);
    return entry;
  });
  read.sort((a, b) => a.number - b.number);
  for (const [at, entry] of read.entries()) {
    const twin = read
      .slice(0, at)
      .find((other) => other.number === entry.number || other.slug === entry.slug);
    if (twin)
      throw new Error(
        `${twin.folder} and ${entry.folder}: each needs a number and a slug of its own`,
      );
  }
  return read;
}
