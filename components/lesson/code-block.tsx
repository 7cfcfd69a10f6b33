import { CopyButton } from "@/components/site/copy-button";
import { copyText, type Language, type Span } from "@/domain/lesson/code";
import styles from "./code-block.module.css";

/** Colours code as HTML; passed in, so that how it is done stays on the server. */
export type Highlight = (code: string, language: Language, mark?: Span) => Promise<string>;

type Props = {
  readonly highlight: Highlight;
  readonly code: string;
  readonly language: Language;
  /** What stands above the code: a file's name, as a rule. */
  readonly title?: string | undefined;
  readonly mark?: Span | undefined;
};

/** Code to read and to copy. A command gets its prompt sign from the style sheet, so no copy has one. */
export async function CodeBlock({ highlight, code, language, title, mark }: Props) {
  const html = await highlight(code, language, mark);
  const shell = language === "shellscript";
  const text = copyText(code, language);
  const what = title ?? (shell ? commandName(text) : "the code");
  return (
    <figure className={shell ? styles.shell : styles.block} data-language={language}>
      <figcaption className={title ? styles.title : styles.corner}>
        {title && <span className={styles.name}>{title}</span>}
        <CopyButton text={text} what={what} />
      </figcaption>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by the highlighter, which escapes */}
      <div className={styles.code} dangerouslySetInnerHTML={{ __html: html }} />
    </figure>
  );
}

function commandName(text: string): string {
  return text.includes("\n") ? "the commands" : `the command ${text}`;
}
