import type { LaneState } from "./lane-state";
import styles from "./lane-view.module.css";

type Props = {
  readonly refusal: NonNullable<LaneState["refusal"]>;
  readonly onLine: (line: number) => void;
};

/** Why the server did not do what was asked, and what to do about it. */
export function Refused({ refusal: { kind, detail, line, retryAfterSeconds }, onLine }: Props) {
  if (kind === "offline") {
    return (
      <p className={styles.offline}>
        <b>No connection.</b> {detail} Nothing is lost: your files are in this browser. Press the
        button again when you are back.
      </p>
    );
  }
  return (
    <p className={styles.refused}>
      <b>Not done.</b> {detail}{" "}
      {line !== undefined && (
        <button type="button" onClick={() => onLine(line)}>
          Go to line {line}
        </button>
      )}
      {retryAfterSeconds !== undefined && `Try again in ${retryAfterSeconds} s.`}
    </p>
  );
}
