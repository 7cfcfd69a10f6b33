/** What a comparison needs to know of an image. */
export type Measured = { readonly name: string; readonly unpackedBytes: number };

export type Comparison = {
  readonly heavy: Measured;
  readonly light: Measured;
  /** Heavy minus light, never negative. */
  readonly differenceBytes: number;
  /** How much of the heavy image the light one leaves out, 0 to 100. */
  readonly percent: number;
  /** How many light images weigh as much as the heavy one; null where the light one is empty. */
  readonly times: number | null;
};

/** Tells which of two images is heavier, and by how much; of two equals the first is the light one. */
export function compare(first: Measured, second: Measured): Comparison {
  const [light, heavy] =
    first.unpackedBytes <= second.unpackedBytes ? [first, second] : [second, first];
  const differenceBytes = heavy.unpackedBytes - light.unpackedBytes;
  return {
    heavy,
    light,
    differenceBytes,
    percent: heavy.unpackedBytes === 0 ? 0 : (differenceBytes / heavy.unpackedBytes) * 100,
    times: light.unpackedBytes === 0 ? null : heavy.unpackedBytes / light.unpackedBytes,
  };
}
