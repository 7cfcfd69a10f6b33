import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Prose } from "@/app/prose";
import { StepList } from "@/components/lesson/step-list";
import { Title } from "@/components/lesson/title";
import { ButtonLink } from "@/components/site/button-link";
import { ArrowIcon } from "@/components/site/icons";
import { summarise } from "@/domain/lesson/lesson";
import { stepHref } from "@/domain/lesson/navigation";
import { findLesson, lessons } from "@/server/lesson/catalogue";
import styles from "./page.module.css";

type Props = { readonly params: Promise<{ lesson: string }> };

export const dynamicParams = false;

export async function generateStaticParams() {
  return (await lessons()).map(({ slug }) => ({ lesson: slug }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = await find(params);
  return { title, description: summary };
}

export default async function LessonPage({ params }: Props) {
  const lesson = await find(params);
  const summary = summarise(lesson);
  const first = lesson.steps[0];
  return (
    <div className={styles.page}>
      <div>
        <Title
          over={`Lesson, ${summary.minutes} minutes`}
          title={lesson.title}
          summary={lesson.summary}
        />
        <Prose source={lesson.source} body={lesson.body} files={{}} />
        {first && (
          <p className={styles.start}>
            <ButtonLink href={stepHref(lesson.slug, first.slug)}>
              Start with step 1 <ArrowIcon />
            </ButtonLink>
          </p>
        )}
      </div>
      <section aria-labelledby="steps">
        <h2 id="steps" className={styles.heading}>
          {summary.steps.length} steps
        </h2>
        <StepList lesson={summary} summaries />
      </section>
    </div>
  );
}

async function find(params: Props["params"]) {
  return (await findLesson((await params).lesson)) ?? notFound();
}
