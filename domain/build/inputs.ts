import { z } from "zod";
import { outlineOf } from "../dockerfile/stages";
import { withBuiltInSyntax } from "../dockerfile/syntax";
import type { Context } from "../workspace/context";
import { withoutIgnored } from "../workspace/ignore";
import type { BuildRequest } from "./request";

/**
 * What a build was made from, as far as it is kept after its end: the Dockerfile's text, and of
 * everything else a digest. No file of the learner's and no value of a build argument is in it.
 */
export const buildInputs = z.object({
  lesson: z.string().optional(),
  step: z.string().optional(),
  /** Path of the Dockerfile in the context. */
  dockerfile: z.string(),
  /** The Dockerfile as written. */
  text: z.string(),
  target: z.string().nullable(),
  noCache: z.boolean(),
  /** Build arguments: name → digest of the value. */
  args: z.record(z.string(), z.string()),
  /** The context after `.dockerignore`: path → digest of the text. */
  files: z.record(z.string(), z.string()),
  /** What each stage starts from, with variables filled in. */
  bases: z.array(z.string()),
});

/** What a build was made from, as its learner reads it. */
export const buildSource = buildInputs.omit({ args: true, files: true, bases: true });

export type BuildInputs = z.infer<typeof buildInputs>;

/** What a request builds from; `digest` gives SHA-256 as hex. */
export function inputsOf(
  request: BuildRequest,
  context: Context,
  digest: (text: string) => string,
): BuildInputs {
  const { lesson, step, target, noCache, buildArgs } = request;
  const { dockerfile } = context;
  const text = context.files.get(dockerfile) ?? "";
  // As the engine gets it: `COPY . .` takes the Dockerfile too.
  const sent = new Map(withoutIgnored(context.files, dockerfile));
  sent.set(dockerfile, withBuiltInSyntax(text));
  const digests = (entries: Iterable<[string, string]>) =>
    Object.fromEntries([...entries].map(([name, value]) => [name, digest(value)]));
  return {
    ...(lesson === undefined ? {} : { lesson }),
    ...(step === undefined ? {} : { step }),
    dockerfile,
    text,
    target,
    noCache,
    args: digests(Object.entries(buildArgs)),
    files: digests(sent),
    bases: outlineOf(text, buildArgs).stages.map(({ base }) => base),
  };
}

/** Names builds of one Dockerfile of a lesson, or of free play: each is compared with the one before. */
export function laneOf({ lesson, dockerfile }: Pick<BuildInputs, "lesson" | "dockerfile">): string {
  return JSON.stringify([lesson ?? null, dockerfile]);
}
