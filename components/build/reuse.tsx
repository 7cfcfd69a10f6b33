"use client";

import type { Reuse, ReuseStep } from "@/domain/build/reuse";
import { reasonWords } from "./reason";
import styles from "./reuse.module.css";

type Props = { readonly reuse: Reuse; readonly onLine: (line: number) => void };

/** By instruction: taken from the cache, or the reason why not. */
export function ReuseList({ reuse, onLine }: Props) {
  return (
    <ol className={styles.list}>
      {reuse.map((step) => (
        <li key={step.line} className={step.reused ? styles.reused : styles.made}>
          <button type="button" className={styles.step} onClick={() => onLine(step.line)}>
            <span className="unseen">Go to line </span>
            <span className={styles.line}>{step.line}</span>
            <code>{step.instruction}</code>
          </button>
          <span className={styles.words}>
            <Words step={step} onLine={onLine} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Words({ step, onLine }: { step: ReuseStep; onLine: Props["onLine"] }) {
  if (!step.reason) return "reused";
  const { words, line } = reasonWords(step.reason);
  if (line === undefined) return words;
  return (
    <button type="button" onClick={() => onLine(line)}>
      {words}
    </button>
  );
}
