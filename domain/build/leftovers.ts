import type { Stage } from "../dockerfile/stages";

/** What is known of a record of the engine's build cache; `createdAt` in ms. */
type CacheRecord = {
  readonly id: string;
  readonly bytes: number;
  readonly createdAt: number;
  readonly description: string;
};

/** Smaller records are not worth a neighbour's cache, in case one is his. */
const largeBytes = 1024 ** 2;
const cacheId = / with id "[^"]*"$/;
const exec = /^(?:cached )?mount \S+ from exec \S+ -c /;

/**
 * The cache records that a build left which was stopped because it had filled the disk: what its own
 * commands made and, as nobody can tell whose they are, large copies of the time since its start.
 */
export function leftovers(
  records: readonly CacheRecord[],
  stages: readonly Stage[],
  since: number,
): string[] {
  const commands = stages
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === "RUN")
    .map(({ text }) => words(text.replace(/^RUN\s+(?:--\S+\s+)*/i, "")));
  const isOurs = ({ description, bytes }: CacheRecord) =>
    exec.test(description)
      ? commands.includes(words(description.replace(exec, "").replace(cacheId, "")))
      : bytes >= largeBytes;
  return records
    .filter((record) => record.createdAt >= since && isOurs(record))
    .map(({ id }) => id);
}

function words(text: string): string {
  return text.replace(/\\\n/g, " ").replace(/\s+/g, " ").trim();
}
