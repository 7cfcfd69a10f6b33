/** The status before anything is said. */
export const emptyStatus = {
  state: "starting",
  phase: null,
  message: "Starting",
  progress: null,
  phases: [],
};

/**
 * Folds one said line (`kind`, then its words, separated by tabs) into the status; `now` is an ISO
 * time. A line that it does not know changes nothing.
 */
export function foldStatus(status, line, now) {
  const [kind, name, ...words] = line.split("\t");
  switch (kind) {
    case "plan":
      return withProgress({
        ...status,
        phases: [...status.phases, newPhase(name, words[0] ?? name)],
      });
    case "begin":
      return change(status, name, {
        state: "running",
        startedAt: now,
        progress: null,
        detail: words[0] || null,
      });
    case "progress":
      return change(status, name, { progress: fraction(words[0]), detail: words[1] || null });
    case "done":
      return change(status, name, {
        state: "done",
        endedAt: now,
        progress: 1,
        ...detail(words[0]),
      });
    case "skip":
      return change(status, name, {
        state: "skipped",
        endedAt: now,
        progress: 1,
        ...detail(words[0]),
      });
    case "ready":
      return { ...status, state: "ready", phase: null, message: name || "Ready", progress: 1 };
    case "stopped":
      return {
        ...status,
        state: "stopped",
        phase: null,
        message: name || "Stopped",
        progress: null,
      };
    case "failed":
      return failed(status, name, now);
    default:
      return status;
  }
}

function newPhase(name, label) {
  return {
    name,
    label,
    state: "waiting",
    progress: null,
    detail: null,
    startedAt: null,
    endedAt: null,
  };
}

const detail = (text) => (text ? { detail: text } : {});

function fraction(text) {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null;
}

function change(status, name, fields) {
  const phases = status.phases.map((phase) =>
    phase.name === name ? { ...phase, ...fields } : phase,
  );
  return withProgress({ ...status, phases });
}

function failed(status, reason, now) {
  const phases = status.phases.map((phase) =>
    phase.state === "running" ? { ...phase, state: "failed", endedAt: now } : phase,
  );
  return { ...status, phases, state: "failed", message: reason, progress: null };
}

/** The whole's progress is the mean of its phases'; its message is the first running phase's label. */
function withProgress(status) {
  const { phases } = status;
  const running = phases.find((phase) => phase.state === "running");
  const known = phases.map((phase) => phase.progress ?? 0);
  return {
    ...status,
    phase: running?.name ?? status.phase,
    message: running ? running.label : status.message,
    progress: phases.length ? known.reduce((sum, value) => sum + value, 0) / phases.length : null,
  };
}
