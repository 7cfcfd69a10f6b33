"use client";

import { useState } from "react";
import { type Shared, shared as sharedSchema } from "@/domain/build/share";
import { inWords, limits } from "@/domain/limits";
import { CopyButton } from "../site/copy-button";
import { Words } from "../site/words";
import { Button } from "../workbench/button";
import { call, type Refusal } from "../workbench/call";
import { day } from "./day";
import styles from "./take-along.module.css";

type State =
  | { readonly is: "ready" | "asking" }
  | { readonly is: "shared"; readonly shared: Shared }
  | { readonly is: "refused"; readonly refusal: Refusal };

/** A build's record to download, and a link to its result for others. */
export function TakeAlong({
  build,
  finished,
}: {
  readonly build: string;
  readonly finished: boolean;
}) {
  const [state, setState] = useState<State>({ is: "ready" });
  const share = async () => {
    setState({ is: "asking" });
    const answer = await call(sharedSchema, `/api/builds/${build}/share`, { method: "POST" });
    setState(
      answer.ok
        ? { is: "shared", shared: answer.value }
        : { is: "refused", refusal: answer.refusal },
    );
  };
  return (
    <div className={styles.along}>
      <div className={styles.buttons}>
        <a href={`/api/builds/${build}/record`} download>
          Download the record
        </a>
        {finished && state.is !== "shared" && (
          <Button kind="quiet" off={state.is === "asking"} onClick={() => void share()}>
            Share the result
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {state.is === "shared" && <Link shared={state.shared} />}
        {state.is === "refused" && (
          <p>
            <Words>{state.refusal.detail}</Words>
          </p>
        )}
      </div>
      {finished && state.is !== "shared" && (
        <p className={styles.note}>
          Whoever has the link sees this result and the Dockerfile, for {inWords(limits.shareTime)}.
          The record is JSON, with the log and every event.
        </p>
      )}
    </div>
  );
}

function Link({ shared }: { readonly shared: Shared }) {
  const url = new URL(shared.url, location.origin).href;
  return (
    <>
      <p className={styles.link}>
        <a href={shared.url} target="_blank" rel="noreferrer">
          {url}
        </a>
        <CopyButton text={url} what="the link" />
      </p>
      <p className={styles.note}>Whoever has it can read it until {day(shared.expiresAt)}.</p>
    </>
  );
}
