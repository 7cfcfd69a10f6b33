import { join } from "node:path";
import { cache } from "react";
import type { Step } from "@/domain/lesson/lesson";
import { type Lesson, summarise } from "@/domain/lesson/lesson";
import { type Place, placeOf } from "@/domain/lesson/navigation";
import type { LessonSummary } from "@/domain/lesson/schema";
import { readLessons } from "./read";

/** The folder of the course: beside the server, in development and in the standalone output alike. */
export const contentRoot = join(process.cwd(), "content");

const all = cache(() => readLessons(join(contentRoot, "lessons")));

/** Every lesson, in order, as lists and `GET /api/lessons` show it. */
export async function lessons(): Promise<LessonSummary[]> {
  return (await all()).map(summarise);
}

/** One lesson with its steps and their files; undefined where there is none of that name. */
export async function findLesson(slug: string): Promise<Lesson | undefined> {
  return (await all()).find((lesson) => lesson.slug === slug);
}

/** One step and its neighbours; undefined where there is none of that name. */
export async function findStep(
  lessonSlug: string,
  stepSlug: string,
): Promise<{ lesson: Lesson; place: Place<Step> } | undefined> {
  const lesson = await findLesson(lessonSlug);
  const place = lesson && placeOf(lesson.steps, stepSlug);
  return lesson && place && { lesson, place };
}
