"use client";

import { Ghost } from "../workbench/ghost";
import { isBusy, type LaneState } from "./lane-state";
import styles from "./lane-view.module.css";
import { Log } from "./log";
import { Meters } from "./meters";
import { Refused } from "./refused";
import { StagesLater } from "./stages-later";
import { WaitingWords } from "./waiting-words";

type Props = {
  readonly dockerfile: string;
  readonly lane: LaneState;
  readonly onLine: (line: number) => void;
};

/** The output of a lane's newest build, or what stands in its place. */
export function LaneLog({ dockerfile, lane, onLine }: Props) {
  const { progress, refusal } = lane;
  const empty = !progress || progress.vertexes.length === 0;
  return (
    <>
      {refusal && <Refused refusal={refusal} dockerfile={dockerfile} onLine={onLine} />}
      {progress && !refusal && <Meters progress={progress} />}
      {!empty && !refusal && (
        <StagesLater dockerfile={dockerfile} lane={lane} brief onLine={onLine} />
      )}
      {!empty && !refusal && <Log progress={progress} skewMs={lane.skewMs} onLine={onLine} />}
      {empty && !refusal && <Nothing lane={lane} />}
    </>
  );
}

function Nothing({ lane }: { readonly lane: LaneState }) {
  if (lane.progress?.waiting) {
    return (
      <p className={styles.empty}>
        <b>Waiting.</b> <WaitingWords lane={lane} sentence /> You may go on editing, or leave and
        come back.
      </p>
    );
  }
  if (isBusy(lane)) return <p className={styles.empty}>Waiting for the engine’s first words.</p>;
  if (lane.progress) return <p className={styles.empty}>This build has no output.</p>;
  return (
    <Ghost of="log" title="Nothing built yet.">
      Here you will see each instruction as Docker carries it out, with its output and its time.
    </Ghost>
  );
}
