import type { ReactNode } from "react";
import styles from "./task.module.css";

/** Something to do now, set off from what is to be read. */
export function Task({ children }: { readonly children?: ReactNode }) {
  return (
    <div className={styles.task}>
      <span className={styles.sign}>Do</span>
      <div>{children}</div>
    </div>
  );
}
