import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import styles from "./markdown.module.css";

const schema = { tagNames: ["code", "em", "strong"], attributes: {} };

/** Markdown within a sentence: code, emphasis, and the text of whatever else was meant. */
export default function Markdown({ children }: { readonly children: string }) {
  return (
    <ReactMarkdown
      rehypePlugins={[[rehypeSanitize, schema]]}
      components={{ code: ({ children: text }) => <code className={styles.code}>{text}</code> }}
    >
      {children}
    </ReactMarkdown>
  );
}
