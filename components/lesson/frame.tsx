import type { ReactNode } from "react";
import styles from "./frame.module.css";

type Props = { readonly prose: ReactNode; readonly workbench: ReactNode };

/** A step's two halves: side by side with a scroll of their own on a wide screen, one below the other else. */
export function Frame({ prose, workbench }: Props) {
  return (
    <div className={styles.frame}>
      <main id="main" className={styles.prose} tabIndex={-1}>
        {prose}
      </main>
      <section id="workbench" className={styles.workbench} aria-label="Workbench" tabIndex={-1}>
        {workbench}
      </section>
      <nav className={styles.jump} aria-label="On this page">
        <a href="#main">Read</a>
        <a href="#workbench">Build</a>
      </nav>
    </div>
  );
}
