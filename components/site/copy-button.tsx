"use client";

import { useEffect, useState } from "react";
import { copy } from "./copy";
import styles from "./copy-button.module.css";
import { CheckIcon, CopyIcon } from "./icons";

type State = "ready" | "copied" | "failed";
const words: Record<State, string> = { ready: "", copied: "Copied", failed: "Not copied" };

/** Copies `text` as it stands, and says so; `what` completes its name, as in "Copy index.js". */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [state, setState] = useState<State>("ready");
  useEffect(() => {
    if (state === "ready") return;
    const timer = setTimeout(() => setState("ready"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <>
      <span role="status" className={styles.status}>
        {words[state]}
      </span>
      <button
        type="button"
        className={styles.button}
        aria-label={`Copy ${what}`}
        title={`Copy ${what}`}
        onClick={async () => setState((await copy(text)) ? "copied" : "failed")}
      >
        {state === "copied" ? <CheckIcon /> : <CopyIcon />}
      </button>
    </>
  );
}
