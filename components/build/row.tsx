"use client";

import { Button } from "../workbench/button";
import { Command } from "../workbench/command";
import { buildCommand } from "./command";
import { isBusy, type LaneState } from "./lane-state";
import { Status } from "./status";

type Props = {
  readonly dockerfile: string;
  readonly tag: string;
  readonly lane: LaneState;
  readonly ready: boolean;
  /** One of several: the button says which, and is not the loudest. */
  readonly several: boolean;
  /** The files were edited since the build that is shown. */
  readonly stale: boolean;
  readonly onBuild: () => void;
  readonly onCancel: () => void;
};

/** A build to start or to cancel, the command that it stands for, and how it stands. */
export function BuildRow(props: Props) {
  const { dockerfile, tag, lane, ready, several, stale, onBuild, onCancel } = props;
  const busy = isBusy(lane);
  const built = lane.progress?.status === "finished";
  const command = buildCommand({ dockerfile, tag });
  return (
    <Command
      command={command}
      what={several ? `the command that builds ${tag}` : "the command"}
      button={
        <Button
          kind={busy || several || (built && !stale) ? "quiet" : "loud"}
          disabled={!ready}
          off={lane.canceling || lane.link === "sending"}
          aria-label={several ? `${busy ? "Cancel" : "Build"} ${tag}` : undefined}
          onClick={(event) => {
            // The second click of a double click is not meant for what the button has become.
            if (event.detail > 1) return;
            if (busy) onCancel();
            else onBuild();
          }}
        >
          {busy ? "Cancel" : "Build"}
        </Button>
      }
      status={<Status lane={lane} stale={stale} />}
    />
  );
}
