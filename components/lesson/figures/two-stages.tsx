import { Stack } from "./stack";
import styles from "./two-stages.module.css";

/** The idea of the lesson: a stage that builds behind the curtain, and one that ships, in the light. */
export function TwoStages() {
  return (
    <div className={styles.scene}>
      <section className={styles.builder} aria-label="Stage 1, builder">
        <p className={styles.name}>
          <b>builder</b> stays behind
        </p>
        <Stack
          weight="heavy"
          blocks={["/app", "npm, Node.js", "git, Python", "compilers", "Debian"]}
        />
      </section>
      <div className={styles.crossing}>
        <p className={styles.copy}>
          COPY <span>--from=builder</span>
        </p>
        <svg
          className={styles.path}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d="M0 0C75 0 25 100 100 100" />
        </svg>
        <svg className={styles.head} viewBox="0 0 8 12" aria-hidden="true">
          <path d="M0 0 8 6 0 12Z" />
        </svg>
      </div>
      <section className={styles.image} aria-label="Stage 2, the image">
        <svg
          className={styles.beam}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path d="M42 0h16l42 100H0Z" />
        </svg>
        <p className={styles.name}>
          <b>the image</b> ships
        </p>
        <Stack weight="light" blocks={["/app", "npm, Node.js", "Alpine Linux"]} />
      </section>
    </div>
  );
}
