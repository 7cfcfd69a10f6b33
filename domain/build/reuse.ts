import { z } from "zod";

/** A file that an instruction takes from the context, and what became of it since the build before. */
const fileChange = z.object({
  path: z.string(),
  change: z.enum(["added", "removed", "changed", "renamed"]),
  /** What it was called before, where it was renamed. */
  from: z.string().optional(),
});

const line = z.int().positive();

/** Why an instruction was not taken from the cache, against the learner's build of the file before. */
const missReason = z.discriminatedUnion("why", [
  /** There is no build before. */
  z.object({ why: z.literal("first") }),
  /** The build was asked for without the cache. */
  z.object({ why: z.literal("no-cache") }),
  /** The instruction itself is new or another. */
  z.object({ why: z.literal("line") }),
  /** An instruction above it is another. */
  z.object({ why: z.literal("earlier"), line }),
  /** An instruction that stood above it is gone. */
  z.object({ why: z.literal("removed"), instruction: z.string() }),
  /** Files that it takes from the context. */
  z.object({ why: z.literal("files"), files: z.array(fileChange) }),
  /** A build argument has another value; `line` has its `ARG`. */
  z.object({ why: z.literal("argument"), name: z.string(), line }),
  /** An image that it starts or copies from is another. */
  z.object({ why: z.literal("base"), ref: z.string(), line }),
  /** A stage that it starts or copies from came out anew; `line` began that. */
  z.object({ why: z.literal("stage"), stage: z.string(), line }),
  /** The build before ended above it. */
  z.object({ why: z.literal("unreached") }),
  /** Nothing that it depends on changed, so that the cache no longer had it. */
  z.object({ why: z.literal("cleared") }),
]);

/** An instruction that makes a layer: whether it came from the cache, and if not, why. */
const reuseStep = z.object({
  line,
  /** Name of the stage, or its index as text. */
  stage: z.string(),
  instruction: z.string(),
  reused: z.boolean(),
  reason: missReason.optional(),
});

/** What a build had from the cache, in the Dockerfile's order; no more than its engine got to. */
export const reuse = z.array(reuseStep);

export type FileChange = z.infer<typeof fileChange>;
export type MissReason = z.infer<typeof missReason>;
export type ReuseStep = z.infer<typeof reuseStep>;
export type Reuse = z.infer<typeof reuse>;
