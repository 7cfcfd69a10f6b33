import { notFound } from "next/navigation";
import { Annotated } from "@/components/lesson/annotated";
import { Figure } from "@/components/lesson/figure";
import { StepList } from "@/components/lesson/step-list";
import { ButtonLink } from "@/components/site/button-link";
import { Facts } from "@/components/site/facts";
import { Hero } from "@/components/site/hero";
import { ArrowIcon } from "@/components/site/icons";
import { Recorded } from "@/components/site/recorded";
import { lessonHref, stepHref } from "@/domain/lesson/navigation";
import { findLesson, lessons } from "@/server/lesson/catalogue";
import { highlight } from "@/server/lesson/highlight";
import { findRecording } from "@/server/lesson/recording";
import styles from "./page.module.css";
import { joint, remarks } from "./remarks";

export default async function Home() {
  const all = await lessons();
  const first = all[0] ?? notFound();
  const lesson = (await findLesson(first.slug)) ?? notFound();
  const start = lesson.steps[0] ?? notFound();
  const dockerfile = lesson.steps.at(-1)?.solution.Dockerfile ?? notFound();
  const recording = await findRecording(first.slug);
  return (
    <>
      <Hero
        actions={
          <>
            <ButtonLink href={stepHref(first.slug, start.slug)}>
              Start the lesson <ArrowIcon />
            </ButtonLink>
            <ButtonLink href="#dockerfile" quiet>
              Just the Dockerfile
            </ButtonLink>
          </>
        }
        note={`${first.steps.length} steps, about ${first.minutes} minutes. No account, nothing to install.`}
        figure={<Figure name="two-stages" />}
      />
      {recording && (
        <section className={styles.section}>
          <h2 className={styles.heading}>One application, two images</h2>
          <Recorded recording={recording} />
        </section>
      )}
      <section id="dockerfile" className={styles.section}>
        <h2 className={styles.heading}>The idea, in one file</h2>
        <Annotated
          highlight={highlight}
          code={dockerfile}
          title="Dockerfile"
          remarks={remarks}
          mark={joint}
        />
      </section>
      {all.map((entry, at) => (
        <section key={entry.slug} className={styles.lesson}>
          <div>
            <p className={styles.over}>
              Lesson {at + 1}, {entry.minutes} minutes
            </p>
            <h2 className={styles.heading}>
              <a href={lessonHref(entry.slug)}>{entry.title}</a>
            </h2>
            <p>{entry.summary}</p>
          </div>
          <StepList lesson={entry} />
        </section>
      ))}
      <Facts />
    </>
  );
}
