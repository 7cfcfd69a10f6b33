import { isValidElement, type ReactNode } from "react";
import { excerpt, fenceLanguage, fileLanguage, readSpan } from "@/domain/lesson/code";
import type { Files } from "@/domain/lesson/files";
import type { Props } from "@/domain/lesson/vocabulary";
import { CodeBlock, type Highlight } from "./code-block";
import { Figure } from "./figure";
import { FileRef } from "./file-ref";
import { Note } from "./note";
import { Task } from "./task";

type Fence = {
  readonly className?: string;
  readonly title?: string;
  readonly children?: ReactNode;
};

/**
 * The vocabulary as components, for a step that ends with these files. What a word refers to was
 * checked when the prose was compiled.
 */
export function wordsFor(files: Files, highlight: Highlight) {
  return {
    Task,
    Note,
    Figure,
    FileRef,
    Snippet({ file, lines, mark }: Props<"Snippet">) {
      const text = files[file] ?? "";
      const span = lines ? readSpan(lines) : undefined;
      return (
        <CodeBlock
          highlight={highlight}
          code={span ? (excerpt(text, span) ?? "") : text}
          language={fileLanguage(file)}
          title={lines ? `${file}, lines ${lines.replace("-", " to ")}` : file}
          mark={mark ? readSpan(mark) : undefined}
        />
      );
    },
    pre({ children }: { readonly children?: ReactNode }) {
      if (!isValidElement<Fence>(children)) return null;
      const { className, title, children: code } = children.props;
      return (
        <CodeBlock
          highlight={highlight}
          code={String(code)}
          language={fenceLanguage(className?.replace("language-", "") ?? "") ?? "text"}
          title={title}
        />
      );
    },
  };
}
