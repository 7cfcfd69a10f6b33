/** The lines to print for the phases that ended between two statuses, each with its time. */
export function endedLine(before, after) {
  return after.phases
    .filter((phase, at) => phase.endedAt !== null && (before.phases[at]?.endedAt ?? null) === null)
    .map((phase) => {
      const ms =
        phase.startedAt === null ? null : Date.parse(phase.endedAt) - Date.parse(phase.startedAt);
      const time = ms === null ? "" : `${(ms / 1000).toFixed(1)} s`;
      const mark = { done: "✓", skipped: "·", failed: "✗" }[phase.state] ?? " ";
      return `${mark} ${phase.label.padEnd(44)} ${time.padStart(8)}  ${phase.detail ?? ""}`.trimEnd();
    });
}

/** One line of what is running now, or null when nothing is. */
export function progressLine(status) {
  const running = status.phases.filter((phase) => phase.state === "running");
  if (running.length === 0) return null;
  return running
    .map(({ label, progress, detail }) => {
      const percent = progress === null ? "" : ` ${Math.floor(progress * 100)} %`;
      return `${label}${percent}${detail ? ` (${detail})` : ""}`;
    })
    .join(" · ");
}
