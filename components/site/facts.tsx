import styles from "./facts.module.css";

const facts = [
  {
    title: "A real engine",
    text: "Build runs the same builder as docker build on your machine, in a sandbox of its own. The log, the cache and the errors are the ones that you will meet there.",
  },
  {
    title: "Measured, not quoted",
    text: "Every size and time on a result comes from the build that you have just run.",
  },
  {
    title: "Yours to take along",
    text: "Each command and file copies with one click, exactly as it should be pasted. Your edits wait in this browser until you come back.",
  },
] as const;

/** What the learner can count on. */
export function Facts() {
  return (
    <ul className={styles.facts}>
      {facts.map(({ title, text }) => (
        <li key={title}>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.text}>{text}</p>
        </li>
      ))}
    </ul>
  );
}
