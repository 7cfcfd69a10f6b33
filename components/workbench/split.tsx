"use client";

import { type ReactNode, useRef, useState } from "react";
import styles from "./split.module.css";

type Props = {
  readonly top: ReactNode;
  readonly bottom: ReactNode;
  /** The upper half's share to begin with, in percent. */
  readonly share: number;
};

const least = 20;
const most = 80;

/** Two halves, one above the other, with a bar between them that is moved by hand or by arrow keys. */
export function Split({ top, bottom, share: first }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(first);
  const move = (to: number) => setShare(Math.round(Math.min(most, Math.max(least, to))));
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: share - 4,
    ArrowDown: share + 4,
    Home: least,
    End: most,
  };
  return (
    <div ref={box} className={styles.split} style={{ "--share": `${share}%` } as object}>
      <div className={styles.half}>{top}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: an hr can't be moved */}
      <div
        className={styles.bar}
        role="separator"
        aria-label="Height of the editor"
        aria-orientation="horizontal"
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={share}
        tabIndex={0}
        onDoubleClick={() => move(first)}
        onKeyDown={(event) => {
          const to = steps[event.key];
          if (to === undefined) return;
          event.preventDefault();
          move(to);
        }}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!box.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const { top: edge, height } = box.current.getBoundingClientRect();
          move(((event.clientY - edge) / height) * 100);
        }}
      />
      <div className={styles.half}>{bottom}</div>
    </div>
  );
}
