import { Words } from "../site/words";
import { FailureView } from "./failure";
import type { LaneState } from "./lane-state";
import styles from "./lane-view.module.css";

type Props = {
  readonly refusal: NonNullable<LaneState["refusal"]>;
  readonly dockerfile: string;
  readonly onLine: (line: number) => void;
};

/** Why the server did not do what was asked, and what to do about it. */
export function Refused({ refusal, dockerfile, onLine }: Props) {
  const { kind, detail, line, files, retryAfterSeconds } = refusal;
  if (line !== undefined && files) {
    return (
      <FailureView
        failure={{
          kind: kind === "refused" ? "refused" : "dockerfile",
          message: detail,
          line,
          logTail: [],
        }}
        dockerfile={dockerfile}
        built={files[dockerfile] ?? ""}
        onLine={onLine}
      />
    );
  }
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
      <b>Not done.</b> <Words>{detail}</Words>{" "}
      {retryAfterSeconds !== undefined && `Try again in ${retryAfterSeconds} s.`}
    </p>
  );
}
