import { EventEmitter, once } from "node:events";
import type { Duplex } from "node:stream";
import { limitNamed, limits } from "@/domain/limits";
import type { RunLabels } from "@/domain/run/container";
import type { RunLogEvent, RunStateEvent } from "@/domain/run/events";
import { limitMet } from "@/domain/run/limit";
import { isLive, type Run } from "@/domain/run/run";
import { newTail } from "@/domain/run/tail";
import type { Container } from "./containers";

/**
 * What followers of a run get: `log` with the position after it as its id, `state` whenever it
 * changed; the last has the id `end`.
 */
export type RunEvent =
  | { event: "state"; id?: "end"; data: RunStateEvent }
  | { event: "log"; id: number; data: RunLogEvent };

type Changing = Pick<Run, "state" | "exitCode" | "outOfMemory" | "stopReason">;

/** What is known of one run: its state, the end of its output, its container while there is one. */
export type RunRecord = {
  readonly labels: RunLabels;
  readonly live: boolean;
  /** In ms, by `ticks`; undefined while it is live. */
  readonly endedAt: number | undefined;
  /** How long ago it was last visited, or started, in ms; 0 while a visitor's connection is open. */
  readonly idleMs: number;
  container: Container | undefined;
  change(to: Changing): void;
  say(text: string): void;
  /** Somebody looks at it; as long as `connection` is open, where there is one. */
  visit(connection?: Duplex): void;
  view(): Run;
  /** The state and the output after a position, then what follows; ends with the run, or the signal. */
  follow(after: number, signal: AbortSignal): AsyncGenerator<RunEvent>;
};

/** `ticks` are milliseconds that go on evenly, so that a clock that jumps ends no run. */
export function newRecord(labels: RunLabels, previewUrl: string, ticks: () => number): RunRecord {
  const tail = newTail(limits.runLog.value);
  const changes = new EventEmitter().setMaxListeners(0);
  let changing: Changing = { state: "starting" };
  let endedAt: number | undefined;
  let visitedAt = ticks();
  let visitors = 0;

  const state = (): RunStateEvent => {
    const { run: id, build, port, startedAt, expiresAt } = labels;
    const name = limitMet(changing);
    const limit = name === null ? {} : { limit: limitNamed(name) };
    return { id, build, previewUrl, port, startedAt, expiresAt, ...changing, ...limit };
  };
  const record: RunRecord = {
    labels,
    container: undefined,
    get live() {
      return isLive(changing.state);
    },
    get endedAt() {
      return endedAt;
    },
    get idleMs() {
      return visitors > 0 ? 0 : ticks() - visitedAt;
    },
    visit(connection) {
      visitedAt = ticks();
      if (!connection) return;
      visitors += 1;
      connection.once("close", () => {
        visitors -= 1;
        visitedAt = ticks();
      });
    },
    change(to) {
      changing = to;
      if (!record.live) endedAt ??= ticks();
      changes.emit("change");
    },
    say(text) {
      tail.add(text);
      changes.emit("change");
    },
    view: () => ({ ...state(), logs: tail.after(0).text }),
    async *follow(after, signal) {
      let told: Changing | undefined;
      let position = after;
      while (!signal.aborted) {
        const { from, text } = tail.after(position);
        if (text !== "") {
          position = from + text.length;
          yield { event: "log", id: position, data: { from, text } };
        } else if (told !== changing) {
          told = changing;
          yield { event: "state", ...(record.live ? {} : { id: "end" }), data: state() };
        } else if (!record.live) {
          return;
        } else {
          await once(changes, "change", { signal }).catch(() => {});
        }
      }
    },
  };
  return record;
}
