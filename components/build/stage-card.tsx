"use client";

import type { ReactNode } from "react";
import type { BuildStatus } from "@/domain/build/build";
import type { StageEdge } from "@/domain/build/stage-edges";
import type { StageNode } from "@/domain/build/stage-graph";
import { formatBytes } from "@/domain/image/bytes";
import { formatDuration } from "./duration";
import { StateMark } from "./mark";
import styles from "./stage-card.module.css";
import { edgeWords, fateWords, stageTitle, stepWords } from "./stage-words";

type Props = {
  readonly node: StageNode;
  /** What it takes from others, in the order of the lines. */
  readonly takes: readonly StageEdge[];
  readonly nodes: readonly StageNode[];
  /** Of the build: what became of the stage depends on it. */
  readonly status: BuildStatus;
  /** Name and state alone. */
  readonly brief: boolean;
  /** What can be done with it. */
  readonly action: ReactNode;
  readonly onLine: (line: number) => void;
};

/** One stage of the graph: how far it is, what it takes from others, and what became of it. */
export function StageCard({ node, takes, nodes, status, brief, action, onLine }: Props) {
  const { base, line, state, fate, durationMs, unpackedBytes } = node;
  const steps = stepWords(node);
  const words = fateWords(fate, status);
  return (
    <>
      <p className={styles.head}>
        {state !== "skipped" && <StateMark state={state} />}
        <button type="button" className={styles.name} onClick={() => onLine(line)}>
          <span className="unseen">Go to line {line}, </span>
          {stageTitle(node)}
        </button>
        <span className={styles.time}>
          {state === "cached" || state === "skipped"
            ? state
            : durationMs > 0 && formatDuration(durationMs)}
        </span>
      </p>
      {!brief && (
        <>
          <p className={styles.facts}>
            on <span className={styles.base}>{base}</span>
            {steps && ` · ${steps}`}
          </p>
          {takes.length > 0 && (
            <ul className={styles.takes}>
              {takes
                .filter(({ kind }) => kind !== "base")
                .map((edge) => (
                  <li key={`${edge.line} ${edgeWords(edge, nodes)}`}>
                    <button type="button" onClick={() => onLine(edge.line)}>
                      {edgeWords(edge, nodes)}
                      <span className={styles.line}>line {edge.line}</span>
                    </button>
                  </li>
                ))}
            </ul>
          )}
          {(words || action) && (
            <div className={styles.foot}>
              <p className={styles.fate}>
                {unpackedBytes !== undefined && <b>{formatBytes(unpackedBytes)} </b>}
                {words}
              </p>
              {action}
            </div>
          )}
        </>
      )}
    </>
  );
}
