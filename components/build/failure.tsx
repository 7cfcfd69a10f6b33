"use client";

import type { Failure } from "@/domain/build/failure";
import { type LimitName, limits } from "@/domain/limits";
import { Words } from "../site/words";
import styles from "./failure.module.css";
import { ReuseList } from "./reuse";
import { failureTitle } from "./words";

type Props = {
  readonly failure: Failure;
  /** The Dockerfile's name, and its text as it was built. */
  readonly dockerfile: string;
  readonly built: string;
  /** The engine's own words about the instruction that failed. */
  readonly raw?: string | undefined;
  readonly onLine: (line: number) => void;
};

/** Why a build failed: in plain words, at its line, with the last that the instruction said. */
export function FailureView({ failure, dockerfile, built, raw, onLine }: Props) {
  const { message, line, limit, logTail, reference, reuse = [] } = failure;
  const text = line === undefined ? undefined : built.split("\n")[line - 1];
  return (
    <section className={styles.failure} aria-label="Why the build failed">
      <h3 className={styles.title}>{failureTitle(failure)}</h3>
      <p className={styles.message}>
        <Words>{message}</Words>
      </p>
      {line !== undefined && text !== undefined && (
        <button type="button" className={styles.line} onClick={() => onLine(line)}>
          <span className={styles.number}>
            <span className="unseen">Go to {dockerfile}, line </span>
            {line}
          </span>
          <code>{text}</code>
        </button>
      )}
      {limit && <p className={styles.limit}>Why this limit: {reasonOf(limit.name)}</p>}
      {logTail.length > 0 && (
        <>
          <h4 className={styles.heading}>Its last output</h4>
          <pre className={styles.output}>{logTail.join("\n")}</pre>
        </>
      )}
      {reuse.length > 0 && (
        <details>
          <summary className={styles.heading}>What the cache had</summary>
          <ReuseList reuse={reuse} onLine={onLine} />
        </details>
      )}
      {raw && (
        <details>
          <summary className={styles.heading}>In the engine’s own words</summary>
          <pre className={styles.output}>{raw}</pre>
        </details>
      )}
      {reference && <p className={styles.limit}>Reference {reference}</p>}
    </section>
  );
}

function reasonOf(limit: string): string {
  return Object.hasOwn(limits, limit) ? limits[limit as LimitName].reason : limit;
}
