"use client";

import { useId, useState } from "react";
import type { VertexProgress } from "@/domain/build/fold";
import { elapsed } from "@/domain/build/fold-stages";
import { formatBytes } from "@/domain/image/bytes";
import { ChevronIcon } from "../site/icons";
import { Clock } from "./clock";
import { formatDuration } from "./duration";
import styles from "./group.module.css";
import { StateMark } from "./mark";
import { withoutDigests } from "./words";

type Props = {
  readonly vertex: VertexProgress;
  readonly skewMs: number;
  readonly onLine: (line: number) => void;
};

/** One instruction with its output, which is open while it runs, and where it failed. */
export function Group({ vertex, skewMs, onLine }: Props) {
  const { instruction, line, state, log } = vertex;
  const output = useId();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const told = log.lines.length > 0;
  const open = told && (chosen ?? (state === "running" || state === "failed"));
  const name = withoutDigests(instruction) || "…";
  return (
    <li className={styles.group} data-state={state}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={told ? open : undefined}
          aria-controls={open ? output : undefined}
          aria-disabled={!told || undefined}
          onClick={told ? () => setChosen(!open) : undefined}
        >
          <StateMark state={state} />
          <code className={styles.instruction}>{name}</code>
          {told && <ChevronIcon className={open ? styles.opened : styles.closed} />}
        </button>
        <span className={styles.time}>
          <Time vertex={vertex} skewMs={skewMs} />
        </span>
        {line === undefined ? (
          <span className={styles.line} />
        ) : (
          <button type="button" className={styles.line} onClick={() => onLine(line)}>
            <span className="unseen">Go to line </span>
            {line}
          </button>
        )}
      </div>
      {open && (
        <pre id={output} className={styles.output}>
          {log.dropped > 0 && (
            <span className={styles.dropped}>{`${log.dropped} earlier lines are not kept\n`}</span>
          )}
          {log.lines.join("\n")}
        </pre>
      )}
    </li>
  );
}

function Time({ vertex, skewMs }: Pick<Props, "vertex" | "skewMs">) {
  const { state, startedAt, transfers } = vertex;
  if (state === "cached") return "cached";
  if (state === "waiting" || startedAt === undefined) return null;
  if (state !== "running") return formatDuration(elapsed(vertex, 0) ?? 0);
  const current = transfers.reduce((sum, one) => sum + one.current, 0);
  return (
    <>
      {current > 0 && `${formatBytes(current)} · `}
      <Clock since={startedAt} skewMs={skewMs} />
    </>
  );
}
