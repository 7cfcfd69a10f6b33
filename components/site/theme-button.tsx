"use client";

import { MoonIcon, ScreenIcon, SunIcon } from "./icons";
import { switchTheme } from "./theme";
import styles from "./theme-button.module.css";

/** Shows the theme in force and switches to the next; the style sheet picks the face, so none flashes. */
export function ThemeButton() {
  return (
    <button type="button" className={styles.button} title="Switch theme" onClick={switchTheme}>
      <span className="unseen">Theme: </span>
      <span className={styles.system}>
        <ScreenIcon />
        <span className="unseen">as the system</span>
      </span>
      <span className={styles.light}>
        <SunIcon />
        <span className="unseen">light</span>
      </span>
      <span className={styles.dark}>
        <MoonIcon />
        <span className="unseen">dark</span>
      </span>
    </button>
  );
}
