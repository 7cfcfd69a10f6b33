import { Stack } from "./stack";
import styles from "./what-ships.module.css";

/** The two images of the lesson side by side, by what is in them. */
export function WhatShips() {
  return (
    <div className={styles.pair}>
      <section className={styles.image} aria-label="my-node-app-simple">
        <p className={styles.name}>my-node-app-simple</p>
        <Stack
          weight="heavy"
          blocks={["/app", "npm, Node.js", "git, Python", "compilers", "Debian"]}
        />
      </section>
      <section className={styles.image} aria-label="my-node-app">
        <p className={styles.name}>my-node-app</p>
        <Stack weight="light" blocks={["/app", "npm, Node.js", "Alpine Linux"]} />
      </section>
    </div>
  );
}
