import { formatBytes } from "@/domain/image/bytes";
import styles from "./weight-bar.module.css";

type Props = {
  readonly tag: string;
  readonly label: string;
  readonly kind: "heavy" | "light";
  readonly bytes: number;
  /** The part of `bytes` that came with the base image. */
  readonly baseBytes: number;
  /** What the full width stands for. */
  readonly scaleBytes: number;
};

/** An image's weight as a bar, on a scale that it shares with another. */
export function WeightBar({ tag, label, kind, bytes, baseBytes, scaleBytes }: Props) {
  const percent = (part: number, of: number) => `${of === 0 ? 0 : (part / of) * 100}%`;
  return (
    <div className={styles.weight}>
      <p className={styles.words}>
        <span>
          <b>{tag}</b> <span className={styles.label}>{label}</span>
        </span>
        <b className={styles.bytes}>{formatBytes(bytes)}</b>
      </p>
      <div className={styles.track} aria-hidden="true">
        <div className={styles[kind]} style={{ width: percent(bytes, scaleBytes) }}>
          <div className={styles.base} style={{ width: percent(baseBytes, bytes) }} />
        </div>
      </div>
    </div>
  );
}
