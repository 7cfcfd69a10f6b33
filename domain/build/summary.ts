import { z } from "zod";
import { baseImage } from "../image/image";
import type { Failure } from "./failure";
import type { BuildResult } from "./result";

/** What lists of builds, and the next build of the same Dockerfile, need of one that has ended. */
export const buildSummary = z.object({
  /** Absent where no image came of it. */
  unpackedBytes: z.int().nonnegative().optional(),
  baseImages: z.array(baseImage.pick({ ref: true, digest: true, standIn: true })),
  /** Lines of the instructions that the engine got done, or had already. */
  done: z.array(z.int().positive()),
});

export type BuildSummary = z.infer<typeof buildSummary>;

/** The summary of a result or a failure; null where the engine did not get to work on it. */
export function summaryOf(ended: {
  readonly result?: BuildResult | undefined;
  readonly failure?: Failure | undefined;
}): BuildSummary | null {
  const { result, failure } = ended;
  const reuse = result?.reuse ?? failure?.reuse;
  if (!reuse) return null;
  return {
    ...(result ? { unpackedBytes: result.image.unpackedBytes } : {}),
    baseImages: (result?.baseImages ?? []).map(({ ref, digest, standIn }) => {
      return { ref, digest, standIn };
    }),
    done: reuse.map(({ line }) => line).filter((line) => line !== failure?.line),
  };
}
