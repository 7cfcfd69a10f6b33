import { z } from "zod";
import { type Cause, causes, classifier } from "./causes";
import type { LayerContent } from "./content";
import type { Layer } from "./image";

const bytes = z.int().nonnegative();

/**
 * `GET /api/builds/{id}/saving?against=`: why two images weigh what they weigh. The causes' bytes are of
 * the heavy image minus of the light one, and sum exactly to the difference.
 */
export const saving = z.object({
  heavy: z.object({ build: z.string(), unpackedBytes: bytes }),
  light: z.object({ build: z.string(), unpackedBytes: bytes }),
  differenceBytes: bytes,
  /** The one that saves most first; below 0 where the light image has more of it. */
  causes: z.array(
    z.object({
      cause: z.enum(causes),
      bytes: z.int(),
      /** Of the difference, below 0 likewise; 0 where there is none. */
      percent: z.number(),
      /** The files behind it, by package, folder or part of the base image, the largest difference first. */
      groups: z.array(z.object({ name: z.string(), heavyBytes: bytes, lightBytes: bytes })),
      /** How many groups there are in all. */
      totalGroups: z.int().nonnegative(),
      /** The instructions that brought them, by line of each image's Dockerfile. */
      lines: z.array(
        z.object({
          of: z.enum(["heavy", "light"]),
          line: z.int().positive(),
          instruction: z.string(),
          bytes,
        }),
      ),
    }),
  ),
});

export type Saving = z.infer<typeof saving>;
type SavingCause = Saving["causes"][number];

/** An image whose bytes are told apart; `contents` are its layers', by diff id. */
export type Weighed = {
  readonly build: string;
  readonly unpackedBytes: number;
  readonly layers: readonly Layer[];
  readonly contents: ReadonlyMap<string, LayerContent>;
  readonly workdir?: string | undefined;
  /** The `FROM` that named the base image. */
  readonly from?: { readonly line: number; readonly instruction: string } | undefined;
};

const shownGroups = 12;
const shownLines = 4;

/** Splits the difference of two images by cause; which is the heavy one, it finds out. */
export function savingOf(one: Weighed, other: Weighed): Saving {
  const [heavy, light] = one.unpackedBytes >= other.unpackedBytes ? [one, other] : [other, one];
  const common = commonLayers(heavy, light);
  const [heavyTally, lightTally] = [tally(heavy, common), tally(light, common)];
  const differenceBytes = heavy.unpackedBytes - light.unpackedBytes;
  const named = ({ build, unpackedBytes }: Weighed) => ({ build, unpackedBytes });
  return {
    heavy: named(heavy),
    light: named(light),
    differenceBytes,
    causes: causes
      .map((cause) => difference(cause, heavyTally[cause], lightTally[cause], differenceBytes))
      .filter(({ bytes, groups }) => bytes !== 0 || groups.length > 0)
      .sort((a, b) => b.bytes - a.bytes),
  };
}

type Tally = {
  bytes: number;
  readonly groups: Map<string, number>;
  readonly lines: Map<number, { instruction: string; bytes: number }>;
};

/** How often each layer is in both: what they share makes no difference, whatever it is there for. */
function commonLayers(heavy: Weighed, light: Weighed): ReadonlyMap<string, number> {
  const count = ({ layers }: Weighed) => {
    const times = new Map<string, number>();
    for (const { diffId } of layers) times.set(diffId, (times.get(diffId) ?? 0) + 1);
    return times;
  };
  const theirs = count(light);
  return new Map(
    [...count(heavy)].map(([id, times]) => [id, Math.min(times, theirs.get(id) ?? 0)]),
  );
}

function tally(image: Weighed, common: ReadonlyMap<string, number>): Record<Cause, Tally> {
  const empty = (): Tally => ({ bytes: 0, groups: new Map(), lines: new Map() });
  const sums = Object.fromEntries(causes.map((cause) => [cause, empty()])) as Record<Cause, Tally>;
  const left = new Map(common);
  // The lock file may be of another layer than what was installed by it.
  const dev = new Set([...image.contents.values()].flatMap(({ devPackages }) => devPackages));
  for (const layer of image.layers) {
    const shared = left.get(layer.diffId) ?? 0;
    left.set(layer.diffId, shared - 1);
    if (shared > 0) continue;
    const place = layer.shared ? image.from : { ...layer, line: layer.line ?? 0 };
    for (const { cause, group, bytes } of parts(layer, image, dev)) {
      const sum = sums[cause];
      sum.bytes += bytes;
      sum.groups.set(group, (sum.groups.get(group) ?? 0) + bytes);
      if (!place || place.line === 0) continue;
      const before = sum.lines.get(place.line)?.bytes ?? 0;
      sum.lines.set(place.line, { instruction: place.instruction, bytes: before + bytes });
    }
  }
  return sums;
}

/** A layer's bytes by what they are there for; together they are what the engine says that it weighs. */
function* parts(layer: Layer, { contents, workdir }: Weighed, dev: ReadonlySet<string>) {
  const content = contents.get(layer.diffId);
  const classify = classifier(layer, dev, workdir);
  let left = layer.bytes;
  for (const entry of content?.entries ?? []) {
    // An engine that counts fewer bytes than its files have does so at the expense of the last.
    const bytes = Math.min(entry.bytes, left);
    if (bytes === 0) continue;
    left -= bytes;
    yield { ...classify(entry), bytes };
  }
  const cause: Cause = layer.shared ? "base" : "other";
  if (left > 0) yield { cause, group: "What the engine keeps with it", bytes: left };
}

function difference(cause: Cause, heavy: Tally, light: Tally, whole: number): SavingCause {
  const bytes = heavy.bytes - light.bytes;
  const groups = [...new Set([...heavy.groups.keys(), ...light.groups.keys()])]
    .map((name) => ({
      name,
      heavyBytes: heavy.groups.get(name) ?? 0,
      lightBytes: light.groups.get(name) ?? 0,
    }))
    .filter(({ heavyBytes, lightBytes }) => heavyBytes !== lightBytes)
    .sort((a, b) => gap(b) - gap(a));
  const lines = [
    ...[...heavy.lines].map(([line, made]) => ({ of: "heavy" as const, line, ...made })),
    ...[...light.lines].map(([line, made]) => ({ of: "light" as const, line, ...made })),
  ];
  return {
    cause,
    bytes,
    percent: whole === 0 ? 0 : (bytes / whole) * 100,
    groups: groups.slice(0, shownGroups),
    totalGroups: groups.length,
    lines: lines.sort((a, b) => b.bytes - a.bytes).slice(0, shownLines),
  };
}

const gap = (group: { heavyBytes: number; lightBytes: number }) =>
  Math.abs(group.heavyBytes - group.lightBytes);
