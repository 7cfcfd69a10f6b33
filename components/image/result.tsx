"use client";

import type { ReactNode } from "react";
import type { BuildResult } from "@/domain/build/result";
import { formatBytes } from "@/domain/image/bytes";
import { formatDuration } from "../build/duration";
import { ReuseList } from "../build/reuse";
import { CheckList } from "../check/list";
import { LayerStack } from "./layers";
import styles from "./result.module.css";
import { StandInNote } from "./stand-in";

type Props = {
  /** The Dockerfile's path, where it is in an editor beside. */
  readonly dockerfile?: string | undefined;
  readonly result: BuildResult;
  /** Where the stages are shown. */
  readonly graph?: ReactNode;
  readonly onLine: (line: number) => void;
};

/** What came out of a build: its size, large, and where the bytes come from. */
export function Result({ dockerfile, result, graph, onLine }: Props) {
  const { image, stages, baseImages, durationMs, cachedSteps, totalSteps } = result;
  const { checks, warnings, reuse = [] } = result;
  const [amount, unit] = formatBytes(image.unpackedBytes).split(" ");
  const base = stages.find(({ shipped }) => shipped)?.base;
  return (
    <div className={styles.result}>
      <div className={styles.head}>
        <div>
          <p className={styles.weight}>
            <strong>{amount}</strong> <b>{unit}</b> <span>unpacked</span>
          </p>
          <p className={styles.facts}>
            {image.compressedBytes !== undefined && (
              <span>{formatBytes(image.compressedBytes)} compressed, for a pull</span>
            )}
            <span>built in {formatDuration(durationMs)}</span>
            <span>
              {cachedSteps} of {totalSteps} steps cached
            </span>
          </p>
        </div>
        <StandInNote baseImages={baseImages} />
      </div>
      {checks.length > 0 && <CheckList checks={checks} />}
      <h3 className={styles.heading}>Layers by instruction</h3>
      <LayerStack dockerfile={dockerfile} image={image} base={base} onLine={onLine} />
      {graph}
      {reuse.length > 0 && (
        <>
          <h3 className={styles.heading}>What the cache had</h3>
          <ReuseList reuse={reuse} onLine={onLine} />
        </>
      )}
      {warnings.length > 0 && (
        <>
          <h3 className={styles.heading}>Docker’s build checks</h3>
          <ul className={styles.list}>
            {warnings.map(({ rule, line, message, url }) => (
              <li key={`${rule}:${line}:${message}`}>
                <span>
                  {message} {url && <RuleLink rule={rule} url={url} />}
                </span>
                {line !== undefined && (
                  <button type="button" onClick={() => onLine(line)}>
                    line {line}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function RuleLink({ rule, url }: { readonly rule: string; readonly url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {rule}
    </a>
  );
}
