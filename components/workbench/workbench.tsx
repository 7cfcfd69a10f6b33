"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Files } from "@/domain/lesson/files";
import type { StepBuild } from "@/domain/lesson/schema";
import { problemsOf } from "../dockerfile/problems";
import { Editor } from "../workspace/editor";
import type { Place } from "../workspace/editor-props";
import { useWorkspace } from "../workspace/use-workspace";
import { Bench } from "./bench";
import { Split } from "./split";
import { SpotlightProvider } from "./spotlight";
import { useTools } from "./use-tools";
import styles from "./workbench.module.css";

type Props = {
  readonly lesson: string;
  readonly step: string;
  readonly start: Files;
  readonly solution: Files;
  /** Every text that the course gave a path up to this step: a file equal to one was never edited. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** The tabs that come first, the one that is open to begin with before all. */
  readonly open: readonly string[];
  readonly builds: readonly StepBuild[];
  readonly run: boolean;
  readonly compare: boolean;
  /** The files of `start` as coloured HTML, escaped. */
  readonly highlighted: Readonly<Record<string, string>>;
};

/** Where a learner edits, builds, reads sizes, compares and runs. One step has one, by its `key`. */
export function Workbench(props: Props) {
  const { lesson, step, start, solution, given, open, builds, run, compare, highlighted } = props;
  const { drafts, lanes, laneStates, history, sandbox, runner } = useTools({ lesson, builds, run });
  const workspace = useWorkspace({ step, start, given }, drafts);
  const { files } = workspace;

  const paths = [...new Set([...open, ...Object.keys(files)])].filter((path) => path in files);
  const [chosen, setChosen] = useState(open[0] ?? "");
  const path = chosen in files ? chosen : (paths[0] ?? "");
  const [place, setPlace] = useState<Place | null>(null);
  const openFile = useCallback((next: string, line?: number) => {
    setChosen(next);
    setPlace(line === undefined ? null : { line });
  }, []);
  useFileLinks(openFile);

  const problems = useMemo(
    () =>
      builds.flatMap(({ dockerfile }) => {
        const lane = laneStates[dockerfile];
        return lane ? problemsOf(dockerfile, lane, files) : [];
      }),
    [builds, laneStates, files],
  );

  // The first answer names a new learner: two builds sent before it would have two.
  const ready = workspace.ready && sandbox.view !== "unknown";
  const build = (dockerfile: string) => {
    void lanes?.lane(dockerfile)?.build({ lesson, step, files, dockerfile });
  };
  const editor = (
    <Editor
      workspace={workspace}
      start={start}
      solution={solution}
      highlighted={highlighted}
      paths={paths}
      path={path}
      problems={problems}
      place={place}
      onOpen={openFile}
    />
  );
  if (builds.length === 0) return <div className={styles.workbench}>{editor}</div>;
  return (
    <div className={styles.workbench}>
      <SpotlightProvider>
        <Split
          share={compare ? 40 : 48}
          top={editor}
          bottom={
            <Bench
              lesson={lesson}
              builds={builds}
              run={run}
              compare={compare}
              files={files}
              ready={ready}
              laneStates={laneStates}
              history={history}
              sandbox={sandbox}
              runner={runner}
              onBuild={build}
              onCancel={(dockerfile) => void lanes?.lane(dockerfile)?.cancel()}
              onLine={openFile}
            />
          }
        />
      </SpotlightProvider>
    </div>
  );
}

/** Opens the file that a link in the text names. */
function useFileLinks(open: (path: string) => void): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest("a[data-file]");
      const path = link instanceof HTMLElement && link.dataset.file;
      if (path) open(path);
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [open]);
}
