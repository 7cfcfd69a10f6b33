import type { ReactNode } from "react";
import styles from "./ghost.module.css";
import type { View } from "./use-view";

type Props = {
  readonly of: View;
  readonly title: string;
  readonly children: ReactNode;
};

/** What stands where nothing has come yet: a few words, and the outline of what will. */
export function Ghost({ of, title, children }: Props) {
  return (
    <div className={styles.ghost}>
      <svg viewBox="0 0 240 64" width="240" height="64" aria-hidden="true">
        <g fill="none" stroke="currentColor">
          {outline[of]}
        </g>
      </svg>
      <p>
        <b>{title}</b> {children}
      </p>
    </div>
  );
}

const outline: Readonly<Record<View, ReactNode>> = {
  log: (
    <>
      <path d="M.5 6.5h52" />
      <path d="m2 24 2.5 2.5 5-5.5M20 24.5h96m78 0h45.5" />
      <path d="m2 42 2.5 2.5 5-5.5M20 42.5h132m58 0h29.5" />
      <path d="M9.5 60a4 4 0 1 1-4-4M20 60.5h72" />
    </>
  ),
  result: (
    <>
      <path d="M2 18h14m8 0h14m8 0h14" strokeWidth="3" />
      <text x="68" y="27" fontSize="28" fontWeight="640" strokeWidth="1">
        MB
      </text>
      <path d="M.5 40.5h239v7H.5zm200 0v7m-190 0 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m9 7 7-7m4 7" />
      <path d="M.5 56.5h14v7H.5z" />
    </>
  ),
  compare: (
    <>
      <path d="M.5 2.5h239v24H.5z" />
      <path d="M.5 38.5h25v24H.5z" />
      <path d="M33.5 50.5h206" strokeDasharray="2 4" />
    </>
  ),
  history: (
    <>
      <path d="M.5 63.5h48m24 0h48m24 0h48M4.5 2.5h40v61h-40zm72 30h40v31h-40zm72 18h40v13h-40z" />
      <path d="M55 50h10m-4-4 4 4-4 4m66-4h10m-4-4 4 4-4 4" />
    </>
  ),
  container: (
    <>
      <path d="M.5 2.5h239v61H.5zm0 14h239" />
      <path d="M8.5 9.5h52M12.5 32.5h88" />
    </>
  ),
};
