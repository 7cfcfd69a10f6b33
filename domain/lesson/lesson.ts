import type { StepFiles } from "./files";
import type { LessonMatter, LessonSummary, StepMatter, StepSummary } from "./schema";

/** A step with its files; `source` names its `step.mdx` and `body` is the prose of it. */
export type Step = StepMatter &
  StepFiles & { readonly slug: string; readonly source: string; readonly body: string };

/** A lesson with its steps in order; `source` names its `lesson.mdx` and `body` is the prose of it. */
export type Lesson = LessonMatter & {
  readonly slug: string;
  readonly source: string;
  readonly body: string;
  readonly steps: readonly Step[];
};

/** What lists and the API show of a lesson. */
export function summarise({ slug, title, summary, steps }: Lesson): LessonSummary {
  return {
    slug,
    title,
    summary,
    minutes: steps.reduce((sum, step) => sum + step.minutes, 0),
    steps: steps.map(summariseStep),
  };
}

function summariseStep({ slug, title, summary, minutes }: Step): StepSummary {
  return { slug, title, summary, minutes };
}

/** Says what a step's front matter promises and its files do not keep; empty where it keeps all. */
export function brokenPromises(
  step: Pick<Step, "open" | "builds" | "start" | "solution">,
): string[] {
  const missing = (path: string, files: Step["start"]) => !(path in files);
  return [
    ...step.open
      .filter((path) => missing(path, step.start))
      .map((path) => `open: ${path} is not among the files that the step starts with`),
    ...step.builds
      .filter(({ dockerfile }) => missing(dockerfile, step.solution))
      .map(({ dockerfile }) => `builds: ${dockerfile} is not among the step's files`),
  ];
}
