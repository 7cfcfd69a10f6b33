import { z } from "zod";

const flags = { dev: z.boolean().optional() };

/** What versions 2 and 3 hold: every package by its folder, below the lock file's. */
const flat = z.object({ packages: z.record(z.string(), z.object(flags)) });

type Nested = { readonly dev?: boolean; readonly dependencies?: Record<string, unknown> };
/** What version 1 holds: packages by name, each with those that are installed below it. */
const nested: z.ZodType<Nested> = z.object({
  ...flags,
  dependencies: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The folders of packages that a lock file of npm calls needed for development only, absolute. `path` is
 * the file's own: `package-lock.json`, or the hidden one in `node_modules`. Whatever can't be read names
 * none.
 * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */
export function devPackagesOf(path: string, text: string): string[] {
  const folder = path.replace(/(?:\/node_modules)?\/[^/]*$/, "");
  const lock = parsed(text);
  const modern = flat.safeParse(lock);
  if (modern.success) {
    return Object.entries(modern.data.packages).flatMap(([place, { dev }]) =>
      dev && place !== "" ? [`${folder}/${place}`] : [],
    );
  }
  return below(folder, lock);
}

/** npm nests some levels; who writes more wants to have the stack overflow. */
const levels = 50;

function below(folder: string, lock: unknown, level = 0): string[] {
  const own = level < levels ? nested.safeParse(lock) : null;
  if (!own?.success) return [];
  return Object.entries(own.data.dependencies ?? {}).flatMap(([name, dependency]) => {
    const place = `${folder}/node_modules/${name}`;
    const read = nested.safeParse(dependency);
    return [
      ...(read.success && read.data.dev ? [place] : []),
      ...below(place, dependency, level + 1),
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
