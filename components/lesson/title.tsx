import { Fragment } from "react";
import styles from "./title.module.css";

type Props = { readonly over: string; readonly title: string; readonly summary: string };

/** The head of a lesson or a step; `over` says which it is. */
export function Title({ over, title, summary }: Props) {
  return (
    <div className={styles.head}>
      <p className={styles.over}>{over}</p>
      <h1 className={styles.title}>{title.split(" ").map(whole)}</h1>
      <p className={styles.summary}>{summary}</p>
    </div>
  );
}

/** Keeps a word such as "multi-stage" in one piece at the end of a line. */
function whole(word: string, at: number) {
  return (
    <Fragment key={word}>
      {at > 0 && " "}
      <span className={styles.word}>{word}</span>
    </Fragment>
  );
}
