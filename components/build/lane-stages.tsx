"use client";

import { useEffect, useId, useMemo, useState } from "react";
import type { Progress } from "@/domain/build/fold";
import { type StageNode, stageGraph } from "@/domain/build/stage-graph";
import type { StageLook } from "@/domain/build/stage-look";
import { FolderView } from "../image/folder-view";
import { Button } from "../workbench/button";
import { useNow } from "./clock";
import styles from "./lane-stages.module.css";
import type { LaneState } from "./lane-state";
import { watchLooks } from "./looks";
import { StageGraphView } from "./stage-graph";
import { stageTitle } from "./stage-words";

type Props = {
  readonly dockerfile: string;
  readonly lane: LaneState;
  /** Beside a log: names and states alone. */
  readonly brief?: boolean;
  readonly onLine: (line: number) => void;
};

/** The stages of a lane's newest build as a graph; nothing where they would tell nothing. */
export function LaneStages(props: Props) {
  return props.lane.progress?.status === "running" ? (
    <Running {...props} />
  ) : (
    <Stages {...props} now={0} />
  );
}

function Running(props: Props) {
  return <Stages {...props} now={useNow(500) - props.lane.skewMs} />;
}

function Stages({
  dockerfile,
  lane,
  brief = false,
  onLine,
  now,
}: Props & { readonly now: number }) {
  const { id, files, progress } = lane;
  const heading = useId();
  const inside = useId();
  const [opened, setOpened] = useState<number | null>(null);
  const looks = useLooks(brief || progress?.status !== "finished" ? null : id);
  const text = files?.[dockerfile] ?? "";
  const graph = useMemo(
    () => stageGraph({ text }, progress, now, looks),
    [text, progress, now, looks],
  );
  const canLook = (node: StageNode) => !brief && progress !== null && isLookable(node, progress);
  if (!graph || (graph.nodes.length < 2 && !graph.nodes.some(canLook))) return null;
  const shown = graph.nodes.find((node) => node.index === opened && canLook(node));
  return (
    <section className={brief ? styles.brief : undefined} aria-labelledby={heading}>
      <h3 id={heading} className={brief ? "unseen" : styles.heading}>
        Stages
      </h3>
      <StageGraphView
        graph={graph}
        status={progress?.status ?? "queued"}
        brief={brief}
        onLine={onLine}
        action={(node) =>
          canLook(node) && (
            <Button
              kind="bare"
              aria-expanded={shown === node}
              aria-controls={shown === node ? inside : undefined}
              onClick={() => setOpened(shown === node ? null : node.index)}
            >
              Look inside<span className="unseen"> {stageTitle(node)}</span>
            </Button>
          )
        }
      />
      {shown && id !== null && (
        <div id={inside} ref={bringIntoSight} className={styles.inside}>
          <h4 className={styles.heading}>
            Inside {stageTitle(shown)}
            {beforeWords(shown, progress)}
          </h4>
          <FolderView
            key={shown.index}
            address={`/api/builds/${id}/stages/${shown.index}/files`}
            label={`Files of ${stageTitle(shown)}`}
          />
        </div>
      )}
    </section>
  );
}

/** What was asked for opens below a graph that may fill the panel. */
function bringIntoSight(opened: HTMLElement | null) {
  opened?.scrollIntoView({ block: "nearest" });
}

/** What the stages that were thrown away weigh, as it becomes known. */
function useLooks(build: string | null): readonly StageLook[] {
  const [looks, setLooks] = useState<readonly StageLook[]>(none);
  useEffect(() => (build === null ? undefined : watchLooks(build, setLooks)), [build]);
  return looks;
}
const none: readonly StageLook[] = [];

/** Whether the server can build a stage again, so that its files can be seen. */
function isLookable({ fate, state, line }: StageNode, { status, failure }: Progress): boolean {
  if (status === "finished") return fate === "discarded" || fate === "inside";
  if (failure?.kind !== "instruction" && failure?.kind !== "limit") return false;
  return state === "failed" && failure.line !== undefined && failure.line !== line;
}

function beforeWords({ state }: StageNode, progress: Progress | null): string {
  const line = progress?.failure?.line;
  return state === "failed" && line !== undefined ? `, as it was before line ${line}` : "";
}
