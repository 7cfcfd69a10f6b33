"use client";

import { appendLog, emptyLog } from "@/domain/build/fold-log";
import type { RunStateEvent } from "@/domain/run/events";
import { limitWords } from "@/domain/run/limit";
import { Words } from "../site/words";
import { Ghost } from "../workbench/ghost";
import styles from "./panel.module.css";
import { Preview } from "./preview";
import type { RunView } from "./run-state";

type Props = {
  readonly view: RunView;
  /** What the container was made of; undefined where its build is no longer shown. */
  readonly tag: string | undefined;
  /** Whether there is an image to start. */
  readonly built: boolean;
};

/** The container that was started: what it answers, what it prints, how it ended. */
export function RunPanel({ view, tag, built }: Props) {
  const { run, output, refusal } = view;
  if (refusal) {
    return (
      <p className={styles.empty}>
        <b>Not started.</b> <Words>{refusal.detail}</Words>
      </p>
    );
  }
  if (!run) {
    return (
      <Ghost of="container" title={view.link === "sending" ? "Starting…" : "Nothing runs yet."}>
        {built
          ? "Here you will see what the container answers, and what it prints."
          : "Build the image first; then Run starts a container of it."}
      </Ghost>
    );
  }
  const lines = appendLog(emptyLog, output).lines;
  return (
    <div className={styles.panel}>
      <Ending run={run} tag={tag} />
      {run.previewUrl !== null && (run.state === "starting" || run.state === "answering") && (
        <Preview url={run.previewUrl} port={run.port} answering={run.state === "answering"} />
      )}
      <h3 className={styles.heading}>Output</h3>
      <pre className={styles.output}>
        {lines.length > 0 ? lines.join("\n") : <span>It has printed nothing.</span>}
      </pre>
    </div>
  );
}

function Ending({ run, tag }: { readonly run: RunStateEvent; readonly tag: string | undefined }) {
  const what = tag ?? "The container";
  if (run.state === "exited") {
    const code = run.exitCode ?? 0;
    return (
      <p className={code === 0 ? styles.ended : styles.crashed} role="status">
        <b>
          {what} exited with code {code}.
        </b>{" "}
        {run.outOfMemory
          ? `It ran out of memory, and the kernel ended it. ${limitWords(run)}`
          : code === 0
            ? "It had nothing more to do."
            : "It crashed; its last words are below."}
      </p>
    );
  }
  if (run.state === "stopped") {
    return (
      <p className={styles.ended} role="status">
        <b>{what} was stopped.</b> {stopped(run)}
      </p>
    );
  }
  return null;
}

function stopped(run: RunStateEvent): string {
  switch (run.stopReason) {
    case "lifetime":
      return `Its time was over. ${limitWords(run)} Run it again if you like.`;
    case "idle":
      return `Nobody visited it for a while. ${limitWords(run)} Run it again if you like.`;
    case "replaced":
      return "A newer container took its place.";
    case "platform":
      return "The server had to, and it was not your doing. Run it again.";
    default:
      return "";
  }
}
