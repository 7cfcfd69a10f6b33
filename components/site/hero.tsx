import type { ReactNode } from "react";
import styles from "./hero.module.css";

type Props = { readonly actions: ReactNode; readonly note: string; readonly figure: ReactNode };

/** The first screen of the home page: what this is, and the way in. */
export function Hero({ actions, note, figure }: Props) {
  return (
    <div className={styles.hero}>
      <div>
        <h1 className={styles.title}>
          Build big. <span>Ship small.</span>
        </h1>
        <p className={styles.lede}>
          Learn Docker&rsquo;s multi-stage builds by doing them. Edit a Dockerfile, press Build, and
          a real Docker Engine shows what your image weighs.
        </p>
        <p className={styles.actions}>{actions}</p>
        <p className={styles.note}>{note}</p>
      </div>
      {figure}
    </div>
  );
}
