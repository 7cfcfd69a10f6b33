"use client";

import { Result } from "../image/result";
import { Ghost } from "../workbench/ghost";
import { FailureView } from "./failure";
import { isBusy, type LaneState } from "./lane-state";
import styles from "./lane-view.module.css";
import { Refused } from "./refused";
import { StagesLater } from "./stages-later";
import { TakeAlong } from "./take-along";

type Props = {
  readonly dockerfile: string;
  readonly lane: LaneState;
  readonly onLine: (line: number) => void;
};

/** What came of a lane's newest build: the image, the failure, or what stands in their place. */
export function LaneResult({ dockerfile, lane, onLine }: Props) {
  const { id, progress, refusal, files } = lane;
  const failure = progress?.failure;
  const failed = progress?.vertexes.find(
    ({ id, state }) => id === failure?.vertex || state === "failed",
  );
  const stages = <StagesLater dockerfile={dockerfile} lane={lane} onLine={onLine} />;
  return (
    <>
      {refusal && <Refused refusal={refusal} dockerfile={dockerfile} onLine={onLine} />}
      {progress?.result && (
        <Result
          dockerfile={dockerfile}
          build={id ?? undefined}
          result={progress.result}
          graph={stages}
          onLine={onLine}
        />
      )}
      {failure && !refusal && (
        <>
          <FailureView
            failure={failure}
            dockerfile={dockerfile}
            built={files?.[dockerfile] ?? ""}
            raw={failed?.error}
            onLine={onLine}
          />
          <div className={styles.below}>{stages}</div>
        </>
      )}
      {id !== null && (progress?.result || failure) && (
        <TakeAlong key={id} build={id} finished={progress?.result !== undefined} />
      )}
      {!progress?.result && !failure && !refusal && <Nothing lane={lane} />}
      {progress?.status === "running" && <div className={styles.below}>{stages}</div>}
    </>
  );
}

function Nothing({ lane }: { readonly lane: LaneState }) {
  if (isBusy(lane)) {
    return (
      <Ghost of="result" title="Building.">
        The image’s size will stand here, and what each instruction adds to it.
      </Ghost>
    );
  }
  if (lane.progress?.status === "canceled") {
    return (
      <p className={styles.empty}>
        <b>Canceled.</b> No image came of it. What was done is in the cache, so the next build
        starts further on.
      </p>
    );
  }
  return (
    <Ghost of="result" title="Nothing built yet.">
      Here you will read what the image weighs, and what each instruction adds to it.
    </Ghost>
  );
}
