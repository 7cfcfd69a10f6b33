import { Fragment } from "react";
import styles from "./static-file.module.css";

type Props = {
  readonly text: string;
  /** The text as coloured HTML that the server made; absent where the learner has changed it. */
  readonly html?: string | undefined;
};

/** The file to read, on the very lines where the editor will show it. */
export function StaticFile({ text, html }: Props) {
  if (html !== undefined) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the highlighter, which escapes
    return <div className={styles.file} dangerouslySetInnerHTML={{ __html: html }} />;
  }
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    <div className={styles.file}>
      <pre className="code">
        <code>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
            <Fragment key={at}>
              <span className="line">{line}</span>
              {"\n"}
            </Fragment>
          ))}
        </code>
      </pre>
    </div>
  );
}
