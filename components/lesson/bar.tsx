import Link from "next/link";
import { BackIcon, ChevronIcon, ForthIcon } from "@/components/site/icons";
import { Mark } from "@/components/site/mark";
import { ThemeButton } from "@/components/site/theme-button";
import { lessonHref, type Place, stepHref } from "@/domain/lesson/navigation";
import type { LessonSummary, StepSummary } from "@/domain/lesson/schema";
import styles from "./bar.module.css";
import { StepList } from "./step-list";

type Props = {
  readonly lesson: LessonSummary;
  readonly place: Place<Pick<StepSummary, "slug" | "title">>;
};

/** The top of a step: where the reader is, the way to any other step, and one step back or on. */
export function Bar({ lesson, place: { step, number, count, previous, next } }: Props) {
  const href = (to: { slug: string }) => stepHref(lesson.slug, to.slug);
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.home} aria-label="Stagecraft, home">
        <Mark />
      </Link>
      <Link href={lessonHref(lesson.slug)} className={styles.lesson}>
        {lesson.title}
      </Link>
      <button type="button" className={styles.where} popoverTarget="steps">
        <span className={styles.count}>
          {number}
          <span aria-hidden="true">/</span>
          <span className="unseen"> of </span>
          {count}
        </span>
        <span className={styles.step}>{step.title}</span>
        <ChevronIcon />
      </button>
      <nav id="steps" popover="auto" className={styles.steps} aria-label="Steps">
        <StepList lesson={lesson} current={step.slug} />
      </nav>
      <span className={styles.turn}>
        {previous ? (
          <Link
            href={href(previous)}
            rel="prev"
            title={previous.title}
            aria-label={`Back: ${previous.title}`}
          >
            <BackIcon />
          </Link>
        ) : (
          <BackIcon className={styles.end} />
        )}
        {next ? (
          <Link href={href(next)} rel="next" title={next.title} aria-label={`Next: ${next.title}`}>
            <ForthIcon />
          </Link>
        ) : (
          <ForthIcon className={styles.end} />
        )}
      </span>
      <ThemeButton />
      <ol className={styles.progress} aria-hidden="true">
        {lesson.steps.map(({ slug }, at) => (
          <li key={slug} data-done={at < number} />
        ))}
      </ol>
    </header>
  );
}
