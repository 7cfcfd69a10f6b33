import Link from "next/link";
import styles from "./header.module.css";
import { Mark } from "./mark";
import { ThemeButton } from "./theme-button";

/** The top of every page that is not a step. */
export function Header() {
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.name}>
        <Mark />
        Stagecraft
      </Link>
      <ThemeButton />
    </header>
  );
}
