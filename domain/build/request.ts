import { z } from "zod";
import { limits } from "../limits";

/**
 * The body of `POST /api/builds`: the whole build context as text, keyed by relative path.
 * Shape only; the rules on paths and limits are `domain/workspace/context.ts`.
 */
export const buildRequest = z.strictObject({
  lesson: z.string().max(100).optional(),
  step: z.string().max(100).optional(),
  files: z.record(z.string(), z.string()),
  dockerfile: z.string().default("Dockerfile"),
  target: z.string().max(128).nullable().default(null),
  buildArgs: z
    .record(z.string(), z.string().max(4096))
    .refine((args) => Object.keys(args).length <= limits.buildArgs.value, {
      message: `at most ${limits.buildArgs.value} build arguments`,
    })
    .default({}),
  noCache: z.boolean().default(false),
});

/** What a learner asks to be built, after defaults. */
export type BuildRequest = z.infer<typeof buildRequest>;
/** What a caller may send, before defaults. */
export type BuildRequestInput = z.input<typeof buildRequest>;
