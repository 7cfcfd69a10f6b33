import type { Span } from "@/domain/lesson/code";
import styles from "./annotated.module.css";
import { CodeBlock, type Highlight } from "./code-block";

/** A remark on some lines of a file. */
export type Remark = {
  readonly span: Span;
  readonly title: string;
  readonly text: string;
  readonly ships: boolean;
};

type Props = {
  readonly highlight: Highlight;
  readonly code: string;
  readonly title: string;
  readonly remarks: readonly Remark[];
  readonly mark: Span;
};

/** A Dockerfile with remarks beside the lines that they are about; on a phone they stand above it. */
export function Annotated({ highlight, code, title, remarks, mark }: Props) {
  return (
    <div className={styles.pair}>
      <ol className={styles.remarks}>
        {remarks.map(({ span, title, text, ships }) => (
          <li
            key={title}
            className={styles.remark}
            data-ships={ships}
            style={{ "--from": span.from, "--to": span.to + 1 } as React.CSSProperties}
          >
            <h3 className={styles.title}>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      <CodeBlock
        highlight={highlight}
        code={code}
        language="dockerfile"
        title={title}
        mark={mark}
      />
    </div>
  );
}
