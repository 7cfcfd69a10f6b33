import { z } from "zod";
import { type SandboxFacts, type SandboxStatus, sandboxStatus } from "./sandbox";

/** `GET /api/sandbox`: how far the sandbox is and, once it is ready, what it is. */
export const sandboxView = sandboxStatus.extend({
  engineVersion: z.string().optional(),
  /** The images that a Dockerfile may start from; `standIn` where one was made on the machine. */
  baseImages: z
    .array(
      z.object({
        ref: z.string(),
        standIn: z.boolean(),
        about: z.string(),
        unpackedBytes: z.int().nonnegative(),
      }),
    )
    .optional(),
});

export type SandboxView = z.infer<typeof sandboxView>;

/** What anyone may know of a sandbox: no path, no address. */
export function sandboxViewOf(news: {
  readonly status: SandboxStatus;
  readonly facts: SandboxFacts | null;
}): SandboxView {
  const { status, facts } = news;
  if (!facts) return status;
  const baseImages = facts.baseImages.map(({ ref, standIn, about, unpackedBytes }) => ({
    ref,
    standIn,
    about,
    unpackedBytes,
  }));
  return { ...status, engineVersion: facts.engineVersion, baseImages };
}
