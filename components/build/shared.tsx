"use client";

import type { SharedResult } from "@/domain/build/share";
import { Listing } from "../dockerfile/listing";
import { Result } from "../image/result";
import { Title } from "../lesson/title";
import { day } from "./day";
import styles from "./shared.module.css";

type Props = { readonly shared: SharedResult; readonly expiresAt: string };

/** A shared result: what was built, from what, when and by which engine. Nothing on it can change. */
export function SharedView({ shared, expiresAt }: Props) {
  const { source, result, builtAt, version } = shared;
  const engine = result.engine ? `Docker Engine ${result.engine}` : "a Docker Engine";
  return (
    <article className={styles.shared}>
      <Title
        over="A shared result"
        title={source.dockerfile}
        summary={`Built on ${day(builtAt)} by ${engine}, with Stagecraft ${version}.`}
      />
      <div className={styles.columns}>
        <div className={styles.result}>
          <h2 className="unseen">What came of it</h2>
          <Result result={result} onLine={goTo} />
        </div>
        <div>
          <Listing name={source.dockerfile} text={source.text} />
          <p className={styles.note}>
            {source.target !== null && `Built up to stage ${source.target}. `}
            This page shows the result as it was, whatever became of the build. It stays until{" "}
            {day(expiresAt)}.
          </p>
        </div>
      </div>
    </article>
  );
}

function goTo(line: number): void {
  const found = document.getElementById(`line-${line}`);
  found?.scrollIntoView({ block: "center" });
  found?.focus({ preventScroll: true });
}
