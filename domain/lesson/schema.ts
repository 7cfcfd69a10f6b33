import { z } from "zod";

const line = z.string().trim().min(1);

/** The front matter of `lesson.mdx`. */
export const lessonMatter = z.strictObject({
  title: line.max(60),
  summary: line.max(200),
});

/** A build that a step offers: `docker build -t <tag> -f <dockerfile> .` */
const stepBuild = z.strictObject({
  dockerfile: line,
  tag: z
    .string()
    .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, "expected an image name such as my-node-app"),
  label: line.max(40),
});

/**
 * The front matter of `step.mdx`: its words for lists, how many minutes it takes, which files the
 * editor shows first, which builds it offers, and whether an image can be run or two compared.
 */
export const stepMatter = z
  .strictObject({
    title: line.max(60),
    summary: line.max(200),
    minutes: z.int().positive(),
    open: z.array(line).min(1),
    builds: z.array(stepBuild),
    run: z.boolean(),
    compare: z.boolean(),
  })
  .refine(({ run, builds }) => !run || builds.length > 0, {
    path: ["run"],
    message: "expected at least one build to run",
  })
  .refine(({ compare, builds }) => !compare || builds.length > 1, {
    path: ["compare"],
    message: "expected at least two builds to compare",
  })
  .refine(({ builds }) => new Set(builds.map(({ tag }) => tag)).size === builds.length, {
    path: ["builds"],
    message: "expected a tag of its own for each build",
  });

/** A step as lists and the API show it. */
const stepSummary = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  minutes: z.int(),
});

/** A lesson as lists and `GET /api/lessons` show it; `minutes` is the sum of its steps'. */
export const lessonSummary = stepSummary.extend({ steps: z.array(stepSummary) });

export type LessonMatter = z.infer<typeof lessonMatter>;
export type StepMatter = z.infer<typeof stepMatter>;
export type StepBuild = z.infer<typeof stepBuild>;
export type StepSummary = z.infer<typeof stepSummary>;
export type LessonSummary = z.infer<typeof lessonSummary>;
