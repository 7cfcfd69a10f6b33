"use client";

import * as Tabs from "@radix-ui/react-tabs";
import type { ReactNode, Ref } from "react";
import { LaneLog } from "../build/lane-log";
import { LaneResult } from "../build/lane-result";
import { isBusy, type LaneState } from "../build/lane-state";
import { Comparison } from "../image/comparison";
import { Ghost } from "./ghost";
import styles from "./panel.module.css";
import { Tail } from "./tail";
import type { View } from "./use-view";

/** One of the step's builds, with the lane that it runs in. */
export type Entry = {
  readonly dockerfile: string;
  readonly tag: string;
  readonly label: string;
  readonly lane: LaneState;
};

type Props = {
  /** The head of the panel, to bring it into view. */
  readonly ref?: Ref<HTMLDivElement>;
  readonly entries: readonly Entry[];
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onLine: (dockerfile: string, line: number) => void;
  /** All builds so far. */
  readonly history: ReactNode;
  /** What runs, where the step runs an image. */
  readonly container: ReactNode | null;
};

/** What the builds say: their logs, their results, the two side by side, and the container. */
export function Panel({ ref, entries, view, onView, onLine, history, container }: Props) {
  const [first, second] = entries;
  return (
    <Tabs.Root className={styles.panel} value={view} onValueChange={(next) => onView(next as View)}>
      <Tabs.List ref={ref} className={styles.tabs} aria-label="What to see">
        <Tab view="log">Log</Tab>
        <Tab view="result">Result</Tab>
        {second && <Tab view="compare">Compare</Tab>}
        <Tab view="history">History</Tab>
        {container !== null && <Tab view="container">Container</Tab>}
      </Tabs.List>
      <Tabs.Content value="log" className={styles.lanes} tabIndex={-1}>
        {entries.map((entry) => (
          <Lane key={entry.tag} entry={entry} heading={entries.length > 1} what="Log">
            <LaneLog
              dockerfile={entry.dockerfile}
              lane={entry.lane}
              onLine={entryLine(entry, onLine)}
            />
          </Lane>
        ))}
      </Tabs.Content>
      <Tabs.Content value="result" className={styles.lanes} tabIndex={-1}>
        {entries.map((entry) => (
          <Lane key={entry.tag} entry={entry} heading={entries.length > 1} what="Result">
            <LaneResult
              dockerfile={entry.dockerfile}
              lane={entry.lane}
              onLine={entryLine(entry, onLine)}
            />
          </Lane>
        ))}
      </Tabs.Content>
      {first && second && (
        <Tabs.Content value="compare" className={styles.lanes} tabIndex={-1}>
          <Tail className={styles.lane} label="Comparison" follow={false}>
            <Compare first={first} second={second} onLine={onLine} />
          </Tail>
        </Tabs.Content>
      )}
      <Tabs.Content value="history" className={styles.lanes} tabIndex={-1}>
        <Tail className={styles.lane} label="History" follow={false}>
          {history}
        </Tail>
      </Tabs.Content>
      {container !== null && (
        <Tabs.Content value="container" className={styles.lanes} tabIndex={-1}>
          <Tail className={styles.lane} label="Container" follow={false}>
            {container}
          </Tail>
        </Tabs.Content>
      )}
    </Tabs.Root>
  );
}

function Tab({ view, children }: { readonly view: View; readonly children: ReactNode }) {
  return (
    <Tabs.Trigger value={view} className={styles.tab}>
      {children}
    </Tabs.Trigger>
  );
}

function Lane(props: { entry: Entry; heading: boolean; what: string; children: ReactNode }) {
  const { entry, heading, what, children } = props;
  return (
    <Tail
      key={entry.lane.id}
      className={styles.lane}
      label={`${what} of ${entry.tag}`}
      follow={what === "Log" && isBusy(entry.lane)}
    >
      {heading && (
        <h3 className={styles.heading}>
          {entry.tag} <span>{entry.label}</span>
        </h3>
      )}
      {children}
    </Tail>
  );
}

type CompareProps = Pick<Props, "onLine"> & { readonly first: Entry; readonly second: Entry };

function Compare({ first, second, onLine }: CompareProps) {
  const [a, b] = [compared(first, onLine), compared(second, onLine)];
  if (a && b) return <Comparison first={a} second={b} />;
  const missing = [first, second].filter((entry) => !compared(entry, onLine));
  return (
    <Ghost of="compare" title="Nothing to compare yet.">
      Build {missing.map(({ tag }) => tag).join(" and ")}, and the two images will stand here on one
      scale.
    </Ghost>
  );
}

function compared(entry: Entry, onLine: Props["onLine"]) {
  const { tag, label, lane } = entry;
  const { result, endedAt } = lane.progress ?? {};
  if (!result || !endedAt) return null;
  return {
    tag,
    label,
    result,
    endedAt,
    build: lane.id ?? undefined,
    onLine: entryLine(entry, onLine),
  };
}

function entryLine({ dockerfile }: Entry, onLine: Props["onLine"]) {
  return (line: number) => onLine(dockerfile, line);
}
