import type { Props } from "@/domain/lesson/vocabulary";
import styles from "./file-ref.module.css";

/** A file of the workspace by name; leads to the editor, which on a phone is further down the page. */
export function FileRef({ path }: Props<"FileRef">) {
  return (
    <a className={styles.ref} href="#workbench" data-file={path}>
      {path}
    </a>
  );
}
