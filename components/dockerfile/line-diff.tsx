"use client";

import { diffLines } from "diff";
import styles from "./line-diff.module.css";

type Props = { readonly before: string; readonly after: string };

const marks = { added: "+", removed: "−", same: " " } as const;
const words = { added: "Added: ", removed: "Removed: ", same: "" } as const;

/** The lines of two texts in one list: what was removed, what was added, and what stayed. */
export function LineDiff({ before, after }: Props) {
  if (before === after) return <p>Both are the same, line for line.</p>;
  const lines = diffLines(before, after, { newlineIsToken: false }).flatMap(
    ({ value, added, removed }) => {
      const kind = added ? "added" : removed ? "removed" : "same";
      return value
        .replace(/\n$/, "")
        .split("\n")
        .map((text) => ({ kind, text }) as const);
    },
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen
    <ol className={styles.lines} tabIndex={0}>
      {lines.map(({ kind, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <li key={at} className={styles[kind]}>
          <span aria-hidden="true">{marks[kind]}</span>
          <span className="unseen">{words[kind]}</span>
          <code>{text}</code>
        </li>
      ))}
    </ol>
  );
}
