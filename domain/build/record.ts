import { z } from "zod";
import { build } from "./build";
import { buildEvent } from "./events";

/**
 * `GET /api/builds/{id}/record`: all that is known of a build that has ended, to be kept elsewhere.
 * Files of the context are named by their digests, build arguments by their names only.
 */
export const buildRecord = z.object({
  format: z.literal("stagecraft-build-record-1"),
  product: z.object({ name: z.literal("Stagecraft"), version: z.string() }),
  recordedAt: z.iso.datetime(),
  /** With the Dockerfile as `source.text`, and engine and base images in `result`. */
  build,
  context: z.object({
    /** Path → SHA-256 of the text, as hex. */
    files: z.record(z.string(), z.string()),
    buildArgs: z.array(z.string()),
  }),
  events: z.array(buildEvent),
});

export type BuildRecord = z.infer<typeof buildRecord>;
