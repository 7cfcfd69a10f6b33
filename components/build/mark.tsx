import type { VertexState } from "@/domain/build/events";
import styles from "./mark.module.css";

const words: Readonly<Record<VertexState, string>> = {
  waiting: "waiting",
  running: "running",
  cached: "cached",
  done: "done",
  failed: "failed",
  canceled: "canceled",
};

/** The state of an instruction as a shape and, for assistive technology, a word. */
export function StateMark({ state }: { readonly state: VertexState }) {
  return (
    <span className={`${styles.mark} ${styles[state]}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" aria-hidden="true">
        <g stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
          {shape(state)}
        </g>
      </svg>
      <span className="unseen">{words[state]}</span>
    </span>
  );
}

function shape(state: VertexState) {
  switch (state) {
    case "waiting":
      return <circle cx="6" cy="6" r="1" />;
    case "running":
      return <path d="M10.5 6A4.5 4.5 0 1 1 6 1.5" />;
    case "cached":
    case "done":
      return <path d="m2 6.5 2.75 2.75L10 3.5" />;
    case "failed":
      return <path d="m2.5 2.5 7 7m0-7-7 7" />;
    case "canceled":
      return <path d="M2.5 6h7" />;
  }
}
