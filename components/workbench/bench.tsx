"use client";

import { useEffect, useRef, useState } from "react";
import type { Files } from "@/domain/lesson/files";
import type { StepBuild } from "@/domain/lesson/schema";
import { sameFiles } from "@/domain/workspace/carry";
import { HistoryView } from "../build/history";
import { emptyLane, isBusy, type LaneState } from "../build/lane-state";
import { BuildRow } from "../build/row";
import { announcement } from "../build/words";
import { RunPanel } from "../run/panel";
import { RunRow } from "../run/row";
import { SandboxNotice } from "../sandbox/notice";
import styles from "./bench.module.css";
import { Button } from "./button";
import { type Entry, Panel } from "./panel";
import { useCalm } from "./use-calm";
import type { useTools } from "./use-tools";
import { useView, type View } from "./use-view";

type Props = Pick<ReturnType<typeof useTools>, "laneStates" | "history" | "sandbox" | "runner"> & {
  readonly lesson: string;
  readonly builds: readonly StepBuild[];
  readonly run: boolean;
  readonly compare: boolean;
  /** The files as they are now. */
  readonly files: Files;
  readonly ready: boolean;
  readonly onBuild: (dockerfile: string) => void;
  readonly onCancel: (dockerfile: string) => void;
  readonly onLine: (dockerfile: string, line: number) => void;
};

/** The lower half: the commands of the step as buttons, and what comes of them. */
export function Bench(props: Props) {
  const { lesson, builds, run, compare, files, ready, laneStates, history, sandbox, runner } =
    props;
  const { onBuild, onCancel, onLine } = props;
  const entries = builds.map(
    (one): Entry => ({
      ...one,
      lane: laneStates[one.dockerfile] ?? emptyLane,
    }),
  );
  const [view, setView] = useView(
    entries.map(({ lane }) => lane),
    compare,
  );
  const [tag, setTag] = useState(builds[0]?.tag ?? "");
  const chosen = entries.find((entry) => entry.tag === tag);
  const running = entries.find(
    ({ lane }) => lane.id !== null && lane.id === runner.view.run?.build,
  );
  const unsent = entries.some(({ lane }) => lane.refusal?.kind === "offline");
  useLookAgain(entries, sandbox.look);
  useRefresh(entries, history.refresh);

  const panel = useRef<HTMLDivElement>(null);
  const look = (next: View) => {
    setView(next);
    // Where the halves are stacked, what was asked for comes up below the screen.
    if (matchMedia("(max-width: 68.74rem)").matches) panel.current?.scrollIntoView();
  };
  const build = (dockerfile: string) => {
    look("log");
    onBuild(dockerfile);
  };
  return (
    <div className={styles.bench}>
      {!(sandbox.view === "offline" && unsent) && <SandboxNotice view={sandbox.view} />}
      <div className={styles.commands} data-several={entries.length > 1}>
        <div className={compare ? styles.pair : undefined}>
          {compare && (
            <Button
              kind="loud"
              disabled={!ready}
              off={entries.some(({ lane }) => isBusy(lane))}
              onClick={() => {
                for (const { dockerfile } of builds) build(dockerfile);
              }}
            >
              Build both
            </Button>
          )}
          <div className={styles.rows}>
            {entries.map(({ dockerfile, tag: name, lane }) => (
              <BuildRow
                key={dockerfile}
                dockerfile={dockerfile}
                tag={name}
                lane={lane}
                ready={ready}
                several={entries.length > 1}
                stale={isStale(lane, files)}
                onBuild={() => build(dockerfile)}
                onCancel={() => onCancel(dockerfile)}
              />
            ))}
          </div>
        </div>
        {run && chosen && (
          <RunRow
            view={runner.view}
            tags={builds.map((one) => one.tag)}
            tag={tag}
            port={portOf(chosen.lane)}
            ready={ready}
            built={chosen.lane.progress?.status === "finished"}
            onTag={setTag}
            onRun={() => {
              look("container");
              if (chosen.lane.id !== null) void runner.start?.(chosen.lane.id);
            }}
            onStop={() => void runner.stop?.()}
          />
        )}
      </div>
      <Panel
        ref={panel}
        entries={entries}
        view={view}
        onView={setView}
        onLine={onLine}
        history={<HistoryView builds={history.builds} lesson={lesson} />}
        container={
          run ? (
            <RunPanel
              view={runner.view}
              tag={running?.tag}
              built={chosen?.lane.progress?.status === "finished"}
            />
          ) : null
        }
      />
      <Announcer entries={entries} />
    </div>
  );
}

function Announcer({ entries }: { readonly entries: readonly Entry[] }) {
  const words = entries.map(({ tag, lane }) => announcement(tag, lane)).filter(Boolean);
  const said = useCalm(words.join(". "), 1500);
  return (
    <p className="unseen" aria-live="polite">
      {said}
    </p>
  );
}

/** A press that found no server, or no engine, is news of the sandbox. */
function useLookAgain(entries: readonly Entry[], look: (() => void) | undefined): void {
  const trouble = entries.some(
    ({ lane: { refusal } }) => refusal?.kind === "offline" || refusal?.kind === "unavailable",
  );
  useEffect(() => {
    if (trouble) look?.();
  }, [trouble, look]);
}

/** A build that has been taken, or has ended, is news of the history. */
function useRefresh(entries: readonly Entry[], refresh: (() => void) | undefined): void {
  const states = entries.map(({ lane }) => `${lane.id} ${lane.progress?.endedAt ?? ""}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the states are when, not what
  useEffect(() => refresh?.(), [states, refresh]);
}

function isStale({ files: built }: LaneState, files: Files): boolean {
  return built !== null && !sameFiles(built, files);
}

function portOf({ progress }: LaneState): number {
  const ports = progress?.result?.image.config.exposedPorts ?? [];
  return ports.length > 0 ? Math.min(...ports) : 3000;
}
