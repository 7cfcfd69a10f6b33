import type { Problem } from "../dockerfile/problems";
import { Words } from "../site/words";
import styles from "./problems.module.css";

type Props = {
  readonly problems: readonly Problem[];
  readonly onOpen: (path: string, line?: number) => void;
};

/** What is wrong with the Dockerfiles, each a way to its line. */
export function Problems({ problems, onOpen }: Props) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Problems">
      {problems.map(({ dockerfile, line, severity, message, marked, rule, url }) => (
        <li key={`${dockerfile}:${line}:${message}`} className={styles[severity]}>
          <button type="button" onClick={() => onOpen(dockerfile, line ?? undefined)}>
            <span className={styles.sign}>{severity === "error" ? "Error" : "Warning"}</span>
            <span className={styles.place}>
              {dockerfile}
              {line === null ? "" : `:${line}`}
            </span>
            <span className={styles.message} title={message}>
              {marked ? <Words>{marked}</Words> : message}
            </span>
          </button>
          {rule && url && (
            <a href={url} target="_blank" rel="noreferrer">
              {rule}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
