"use client";

import { useEffect, useState } from "react";
import { type Build, build as buildSchema } from "@/domain/build/build";
import { LineDiff } from "../dockerfile/line-diff";
import { Title } from "../lesson/title";
import { Words } from "../site/words";
import { type Answer, call } from "../workbench/call";
import { CompareFiles } from "./compare-files";
import { CompareLayers } from "./compare-layers";
import styles from "./compare-view.module.css";
import { Comparison } from "./comparison";

type Props = { readonly first: string; readonly second: string };

/** Two builds of the learner's, by their ids: sizes, Dockerfile lines, layers and files. */
export function CompareView({ first, second }: Props) {
  const [answers, setAnswers] = useState<readonly Answer<Build>[] | null>(null);
  useEffect(() => {
    let left = false;
    const ask = (id: string) => call(buildSchema, `/api/builds/${encodeURIComponent(id)}`);
    void Promise.all([ask(first), ask(second)]).then((both) => {
      if (!left) setAnswers(both);
    });
    return () => {
      left = true;
    };
  }, [first, second]);
  return (
    <article className={styles.page}>
      <Title
        over="Two builds"
        title="Side by side"
        summary="What the images weigh, and what makes the difference."
      />
      <div aria-live="polite">{answers ? <Both answers={answers} /> : <p>Loading.</p>}</div>
    </article>
  );
}

function Both({ answers }: { readonly answers: readonly Answer<Build>[] }) {
  const refused = answers.find((answer) => !answer.ok);
  if (refused && !refused.ok) {
    return (
      <p>
        <Words>{refused.refusal.detail}</Words>
      </p>
    );
  }
  const [first, second] = answers.map((answer) => (answer.ok ? comparable(answer.value) : null));
  if (!first || !second) return <p>Only builds that have finished can be compared.</p>;
  const [one, other] = [
    { ...first, tag: "first", build: first.id },
    { ...second, tag: "second", build: second.id },
  ];
  return (
    <>
      <div className={styles.sizes}>
        <Comparison first={one} second={other} />
      </div>
      <h2 className={styles.heading}>Dockerfile</h2>
      <LineDiff before={first.text} after={second.text} />
      <h2 className={styles.heading}>Layers</h2>
      <CompareLayers first={one} second={other} />
      <h2 className={styles.heading}>Files</h2>
      <CompareFiles first={first.id} second={second.id} />
    </>
  );
}

function comparable({ id, source, result, endedAt }: Build) {
  if (!source || !result || !endedAt) return null;
  const time = new Date(endedAt).toLocaleTimeString(undefined, { timeStyle: "short" });
  const label = `${source.dockerfile}, built at ${time}`;
  return { id, text: source.text, label, result, endedAt };
}
