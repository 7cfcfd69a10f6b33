import Link from "next/link";
import { ButtonLink } from "@/components/site/button-link";
import { ArrowIcon } from "@/components/site/icons";
import { lessonHref, type Place, stepHref } from "@/domain/lesson/navigation";
import type { StepSummary } from "@/domain/lesson/schema";
import styles from "./pager.module.css";

type Props = {
  readonly lesson: string;
  readonly place: Place<Pick<StepSummary, "slug" | "title">>;
};

/** The end of a step: on to the next, or, at the last, back to the lesson. */
export function Pager({ lesson, place: { previous, next } }: Props) {
  return (
    <nav className={styles.pager} aria-label="Next and previous step">
      {next ? (
        <ButtonLink href={stepHref(lesson, next.slug)}>
          {next.title} <ArrowIcon />
        </ButtonLink>
      ) : (
        <ButtonLink href={lessonHref(lesson)}>Back to the lesson</ButtonLink>
      )}
      {previous && (
        <Link className={styles.back} href={stepHref(lesson, previous.slug)}>
          Back: {previous.title}
        </Link>
      )}
    </nav>
  );
}
