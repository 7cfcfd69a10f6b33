"use client";

import type { Progress } from "@/domain/build/fold";
import { type StageProgress, stagesOf } from "@/domain/build/fold-stages";
import { Group } from "./group";
import styles from "./log.module.css";
import { stageTitle, withoutDigests } from "./words";

type Props = {
  readonly progress: Progress;
  readonly skewMs: number;
  /** Leads to a line of the Dockerfile. */
  readonly onLine: (line: number) => void;
};

/** The build's output by instruction, in Dockerfile order, under the stages. */
export function Log({ progress, skewMs, onLine }: Props) {
  return (
    <ol className={styles.log}>
      {stagesOf(progress).map((stage, at) => {
        const groups = stage.vertexes.map((vertex) => (
          <Group key={vertex.id} vertex={vertex} skewMs={skewMs} onLine={onLine} />
        ));
        if (stage.name !== "") {
          return (
            <li key={`stage ${stage.name}`}>
              <h4 className={styles.stage}>
                {stageTitle(stage.name)} <span className={styles.base}>{baseOf(stage)}</span>
              </h4>
              <ol>{groups}</ol>
            </li>
          );
        }
        const failed = stage.vertexes.some(({ state }) => state === "failed");
        return (
          <li key={at === 0 ? "before" : "after"}>
            <details open={failed}>
              <summary className={styles.own}>Docker’s own work</summary>
              <ol>{groups}</ol>
            </details>
          </li>
        );
      })}
    </ol>
  );
}

/** What the stage starts from, as its FROM says it. */
function baseOf({ vertexes }: StageProgress): string {
  const from = vertexes.find(({ instruction }) => /^FROM\s/i.test(instruction));
  return from
    ? withoutDigests(from.instruction).replace(/^FROM\s+(?:--\S+\s+)*(\S+).*/i, "on $1")
    : "";
}
