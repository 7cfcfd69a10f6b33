import styles from "./notice.module.css";
import type { Watched } from "./view";

/** How far the sandbox is, until it is ready; then nothing. */
export function SandboxNotice({ view }: { readonly view: Watched }) {
  if (view === "unknown") return null;
  if (view === "offline") {
    return (
      <p className={styles.trouble} role="status">
        <b>No connection.</b> The server can’t be reached. What you wrote stays in this browser, and
        the page tries again by itself.
      </p>
    );
  }
  const { state, message, phases, progress } = view;
  if (state === "ready") return null;
  if (state !== "starting") {
    return (
      <p className={styles.trouble} role="status">
        <b>Nothing can be built just now.</b> {message} You can read and edit all the same.
      </p>
    );
  }
  const running = phases.find((phase) => phase.state === "running");
  const done = phases.filter((phase) => phase.state === "done" || phase.state === "skipped").length;
  const share = progress ?? (phases.length === 0 ? null : done / phases.length);
  return (
    <div className={styles.starting}>
      <p role="status">
        <b>The sandbox is being set up.</b> A build that you start now waits for it.
      </p>
      <p className={styles.phase}>
        <span>{running?.label ?? message}</span>
        {running?.detail && <span>{running.detail}</span>}
        {phases.length > 0 && (
          <span className={styles.count}>
            {Math.min(done + 1, phases.length)} of {phases.length}
          </span>
        )}
      </p>
      <progress
        className={styles.progress}
        max={1}
        {...(share === null ? {} : { value: share })}
        aria-label="Setting up the sandbox"
      />
    </div>
  );
}
