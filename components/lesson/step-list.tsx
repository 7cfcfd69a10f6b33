import Link from "next/link";
import { stepHref } from "@/domain/lesson/navigation";
import type { LessonSummary } from "@/domain/lesson/schema";
import styles from "./step-list.module.css";

type Props = {
  readonly lesson: Pick<LessonSummary, "slug" | "steps">;
  /** The slug of the step that is being read. */
  readonly current?: string;
  readonly summaries?: boolean;
};

/** The steps of a lesson, in order, each a link. */
export function StepList({ lesson, current, summaries = false }: Props) {
  return (
    <ol className={styles.list}>
      {lesson.steps.map((step, at) => (
        <li key={step.slug}>
          <Link
            href={stepHref(lesson.slug, step.slug)}
            className={styles.step}
            aria-current={step.slug === current ? "step" : undefined}
          >
            <span className={styles.number}>{at + 1}</span>
            <span className={styles.words}>
              <span className={styles.title}>{step.title}</span>
              {summaries && <span className={styles.summary}>{step.summary}</span>}
            </span>
            <span className={styles.minutes}>{step.minutes} min</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
