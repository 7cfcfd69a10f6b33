import styles from "@/components/lesson/prose.module.css";
import { wordsFor } from "@/components/lesson/words";
import type { Files } from "@/domain/lesson/files";
import { compile } from "@/server/lesson/compile";
import { highlight } from "@/server/lesson/highlight";

type Props = { readonly source: string; readonly body: string; readonly files: Files };

/** The prose of a lesson file, with the vocabulary's words in place. */
export async function Prose({ source, body, files }: Props) {
  const Content = await compile(source, body, files);
  return (
    <div className={styles.prose}>
      <Content components={wordsFor(files, highlight)} />
    </div>
  );
}
