import type { ReactNode } from "react";
import styles from "./message.module.css";

type Props = { readonly title: string; readonly text: string; readonly action: ReactNode };

/** A page that has one thing to say. */
export function Message({ title, text, action }: Props) {
  return (
    <div className={styles.message}>
      <svg className={styles.stage} viewBox="0 0 120 72" aria-hidden="true">
        <path className={styles.beam} d="M84 0h10l26 70H52Z" />
        <path className={styles.floor} d="M0 71h120" />
      </svg>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{text}</p>
      <p>{action}</p>
    </div>
  );
}
