import type { ReactNode } from "react";
import type { Props } from "@/domain/lesson/vocabulary";
import styles from "./note.module.css";

/** A remark beside the main line: worth knowing, and the step works without it. */
export function Note({ title, children }: Props<"Note"> & { readonly children?: ReactNode }) {
  return (
    <aside className={styles.note} aria-label={title}>
      <p className={styles.title}>{title}</p>
      {children}
    </aside>
  );
}
