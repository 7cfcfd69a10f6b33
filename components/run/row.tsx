"use client";

import { runCommand } from "../build/command";
import { Button } from "../workbench/button";
import { Command } from "../workbench/command";
import styles from "./row.module.css";
import type { RunView } from "./run-state";

type Props = {
  readonly view: RunView;
  /** The images that the step builds; one of them is chosen. */
  readonly tags: readonly string[];
  readonly tag: string;
  readonly port: number;
  readonly ready: boolean;
  /** Whether the chosen image is built. */
  readonly built: boolean;
  readonly onTag: (tag: string) => void;
  readonly onRun: () => void;
  readonly onStop: () => void;
};

/** A container to start and to stop, and the command that it stands for. */
export function RunRow({ view, tags, tag, port, ready, built, onTag, onRun, onStop }: Props) {
  const live = view.run?.state === "starting" || view.run?.state === "answering";
  const command = runCommand(tag, port);
  return (
    <Command
      command={command}
      what={tags.length > 1 ? "the command that runs the image" : "the command to run it"}
      shown={
        tags.length > 1 ? (
          <span className={styles.choice}>
            <code>{command.slice(0, -tag.length)}</code>
            <select
              className={styles.tags}
              aria-label="The image to run"
              value={tag}
              onChange={(event) => onTag(event.target.value)}
            >
              {tags.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </span>
        ) : undefined
      }
      button={
        <Button
          kind={built && !live && tags.length === 1 ? "loud" : "quiet"}
          disabled={!ready}
          off={!built || view.link === "sending"}
          title={built ? undefined : "Build the image first"}
          onClick={onRun}
        >
          Run
        </Button>
      }
      status={
        <span className={styles.status}>
          <Words view={view} />
          {view.run && (
            <Button kind="quiet" off={!live} onClick={onStop}>
              Stop
            </Button>
          )}
        </span>
      }
    />
  );
}

function Words({ view: { run, link, refusal } }: { readonly view: RunView }) {
  if (link === "sending") return <span className={styles.quiet}>Starting…</span>;
  if (link === "lost") return <span className={styles.warn}>Connection lost…</span>;
  if (refusal) return <span className={styles.bad}>Not started</span>;
  switch (run?.state) {
    case undefined:
      return <span className={styles.quiet}>Not running</span>;
    case "starting":
      return <span className={styles.quiet}>Starting…</span>;
    case "answering":
      return <span className={styles.good}>Answering</span>;
    case "exited":
      return (
        <span className={run.exitCode === 0 ? styles.quiet : styles.bad}>
          Exited with code {run.exitCode ?? 0}
        </span>
      );
    case "stopped":
      return <span className={styles.quiet}>Stopped</span>;
  }
}
