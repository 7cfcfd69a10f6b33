import { z } from "zod";
import { baseImage, image } from "../image/image";
import { reuse } from "./reuse";

/** One `FROM …` of the Dockerfile, and what became of it in this build. */
const stageResult = z.object({
  name: z.string(),
  base: z.string(),
  /** Absent where nothing measured the stage (it was skipped or not exported). */
  unpackedBytes: z.int().nonnegative().optional(),
  /** The stage that became the image. */
  shipped: z.boolean(),
  /** BuildKit leaves out the stages that nobody needs. */
  skipped: z.boolean(),
});

/** One of Docker's own build checks that fired. */
export const warning = z.object({
  rule: z.string(),
  line: z.int().positive().optional(),
  message: z.string(),
  url: z.string().optional(),
});

/** The outcome of one of the lesson's checks, with its reason in words. */
const checkOutcome = z.object({ id: z.string(), met: z.boolean(), reason: z.string() });

export const buildResult = z.object({
  image,
  stages: z.array(stageResult),
  baseImages: z.array(baseImage),
  durationMs: z.number().nonnegative(),
  cachedSteps: z.int().nonnegative(),
  totalSteps: z.int().nonnegative(),
  checks: z.array(checkOutcome),
  warnings: z.array(warning),
  reuse: reuse.optional(),
  /** Version of the engine that built it. */
  engine: z.string().optional(),
});

export type StageResult = z.infer<typeof stageResult>;
export type Warning = z.infer<typeof warning>;
export type CheckOutcome = z.infer<typeof checkOutcome>;
export type BuildResult = z.infer<typeof buildResult>;
