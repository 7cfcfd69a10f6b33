import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Prose } from "@/app/prose";
import { Bar } from "@/components/lesson/bar";
import { Frame } from "@/components/lesson/frame";
import { Pager } from "@/components/lesson/pager";
import { Title } from "@/components/lesson/title";
import { Workbench } from "@/components/workbench/workbench";
import { fileLanguage } from "@/domain/lesson/code";
import type { Files } from "@/domain/lesson/files";
import { summarise } from "@/domain/lesson/lesson";
import { findStep, lessons } from "@/server/lesson/catalogue";
import { highlight } from "@/server/lesson/highlight";

type Props = { readonly params: Promise<{ lesson: string; step: string }> };

export const dynamicParams = false;

export async function generateStaticParams() {
  return (await lessons()).flatMap(({ slug, steps }) =>
    steps.map((step) => ({ lesson: slug, step: step.slug })),
  );
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find(params);
  const { step } = found.place;
  return { title: `${step.title} · ${found.lesson.title}`, description: step.summary };
}

export default async function StepPage({ params }: Props) {
  const { lesson, place } = await find(params);
  const { step, number, count } = place;
  return (
    <>
      <Bar lesson={summarise(lesson)} place={place} />
      <Frame
        prose={
          <>
            <Title over={`Step ${number} of ${count}`} title={step.title} summary={step.summary} />
            <Prose source={step.source} body={step.body} files={step.solution} />
            <Pager lesson={lesson.slug} place={place} />
          </>
        }
        workbench={
          <Workbench
            key={step.slug}
            lesson={lesson.slug}
            step={step.slug}
            start={step.start}
            solution={step.solution}
            given={step.given}
            open={step.open}
            builds={step.builds}
            run={step.run}
            compare={step.compare}
            highlighted={await highlightAll(step.start)}
          />
        }
      />
    </>
  );
}

async function find(params: Props["params"]) {
  const { lesson, step } = await params;
  return (await findStep(lesson, step)) ?? notFound();
}

async function highlightAll(files: Files): Promise<Record<string, string>> {
  const pairs = Object.entries(files).map(async ([path, text]) => {
    return [path, await highlight(text, fileLanguage(path))] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}
