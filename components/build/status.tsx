import { elapsed, totals } from "@/domain/build/fold-stages";
import { formatBytes } from "@/domain/image/bytes";
import { Clock } from "./clock";
import { formatDuration } from "./duration";
import { isBusy, type LaneState } from "./lane-state";
import styles from "./status.module.css";
import { WaitingWords } from "./waiting-words";

type Props = {
  readonly lane: LaneState;
  readonly stale: boolean;
};

/** How a build stands, in a few words, and as a line that grows. */
export function Status({ lane, stale }: Props) {
  const { progress } = lane;
  const { done, total } = progress ? totals(progress) : { done: 0, total: 0 };
  const running = isBusy(lane) && progress?.status === "running";
  return (
    <>
      <Words lane={lane} stale={stale} />
      {running && total > 0 && (
        <span className={styles.track} aria-hidden="true">
          <span style={{ scale: `${done / total} 1` }} />
        </span>
      )}
    </>
  );
}

function Words({ lane, stale }: Props) {
  const { link, canceling, progress, refusal, skewMs } = lane;
  if (canceling) return <span className={styles.quiet}>Canceling…</span>;
  if (link === "sending") return <span className={styles.quiet}>Sending the files…</span>;
  if (link === "lost") return <span className={styles.warn}>Connection lost, trying again…</span>;
  if (refusal) {
    return (
      <span className={styles.bad}>
        {refusal.kind === "offline" ? "Not sent: no connection" : "Not built"}
      </span>
    );
  }
  switch (progress?.status) {
    case undefined:
      return <span className={styles.quiet}>{link === "idle" ? "Not built yet" : "…"}</span>;
    case "queued":
      return (
        <span className={styles.quiet}>
          <WaitingWords lane={lane} />
        </span>
      );
    case "running": {
      const { done, total } = totals(progress);
      return (
        <span>
          {total > 0 && (
            <>
              {done} of {total}
              <Dot />
            </>
          )}
          {progress.startedAt && <Clock since={progress.startedAt} skewMs={skewMs} />}
        </span>
      );
    }
    case "finished":
      return (
        <span>
          {stale && (
            <span className={styles.quiet}>
              edited since
              <Dot />
            </span>
          )}
          <b>{formatBytes(progress.result?.image.unpackedBytes ?? 0)}</b>
          <Dot />
          {formatDuration(progress.result?.durationMs ?? 0)}
        </span>
      );
    case "failed": {
      const line = progress.failure?.line;
      return (
        <span className={styles.bad}>
          {line === undefined ? "Failed" : `Failed at line ${line}`}
        </span>
      );
    }
    case "canceled":
      return (
        <span className={styles.quiet}>
          Canceled
          {progress.startedAt && ` after ${formatDuration(elapsed(progress, 0) ?? 0)}`}
        </span>
      );
  }
}

function Dot() {
  return (
    <span className={styles.dot} aria-hidden="true">
      ·
    </span>
  );
}
