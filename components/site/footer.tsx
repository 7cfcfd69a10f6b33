import styles from "./footer.module.css";

/** The end of every page that is not a step. */
export function Footer() {
  return (
    <footer className={styles.footer}>
      <p>Stagecraft is free software under the MIT licence.</p>
      <p>Docker is a trademark of Docker, Inc. Stagecraft is not affiliated with it.</p>
    </footer>
  );
}
