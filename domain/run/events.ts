import { z } from "zod";
import { run } from "./run";

/** Data of a `state` event of `GET /api/runs/{id}/events`: the run without its output. */
export const runStateEvent = run.omit({ logs: true });

/** Data of a `log` event: output that starts `from` characters after the run's very first. */
export const runLogEvent = z.object({ from: z.int().nonnegative(), text: z.string() });

/** Data of either; the SSE event's name tells which. */
export const runEvent = z.union([runStateEvent, runLogEvent]);

export type RunStateEvent = z.infer<typeof runStateEvent>;
export type RunLogEvent = z.infer<typeof runLogEvent>;

/** Output as a reader holds it: `text` starts `from` characters after the run's very first. */
export type HeldLog = { from: number; text: string };

export const emptyLog: HeldLog = { from: 0, text: "" };

/**
 * The held output with an event's added: where the event goes on after it, they are joined; where
 * output was lost in between (a reader that was away too long), only the event's is kept.
 */
export function addLog(held: HeldLog, event: RunLogEvent): HeldLog {
  const skip = held.from + held.text.length - event.from;
  if (skip < 0 || event.from < held.from) return { from: event.from, text: event.text };
  return { from: held.from, text: held.text + event.text.slice(skip) };
}
