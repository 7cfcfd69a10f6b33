import * as z from "zod";
import { addLog, emptyLog, type HeldLog, runLogEvent, runStateEvent } from "@/domain/run/events";
import { isLive, type Run, run as runSchema } from "@/domain/run/run";
import { browser } from "../workbench/ports";
import type { Store } from "../workbench/use-store";
import type { RunMemory } from "./memory";
import { noRun, type RunView } from "./run-state";

export type Runner = Store<RunView> & {
  /** Starts the image of a finished build, in place of the container that was there. */
  start(build: string): Promise<void>;
  stop(): Promise<void>;
};

const retryMs = 3000;
const keptCharacters = 64 * 1024;

/** The one container that a step shows; picks up the one that `memory` names, where it still lives. */
export function openRunner(memory: RunMemory, ports = browser): Runner {
  let view = noRun;
  let held: HeldLog = emptyLog;
  let hangUp = () => {};
  const readers = new Set<() => void>();

  const set = (change: Partial<RunView>) => {
    view = { ...view, ...change };
    for (const changed of readers) changed();
  };
  const letGo = () => {
    hangUp();
    hangUp = () => {};
  };
  const gone = () => {
    letGo();
    memory.keep(null);
    set(noRun);
  };

  const adopt = ({ logs, ...run }: Run) => {
    held = { from: 0, text: "" };
    memory.keep(run.id);
    set({ run, output: logs, link: isLive(run.state) ? "live" : "idle", refusal: null });
    if (isLive(run.state)) listen(run.id);
  };

  const hear = (data: unknown, name: string) => {
    if (name === "log") {
      const read = runLogEvent.safeParse(data);
      if (!read.success) return console.error("a run's output is dropped", read.error);
      held = addLog(held, read.data);
      return set({ output: held.text.slice(-keptCharacters) });
    }
    const read = runStateEvent.safeParse(data);
    if (!read.success) return console.error("a run's state is dropped", read.error);
    set({ run: read.data, link: isLive(read.data.state) ? "live" : "idle" });
  };

  const listen = (id: string) => {
    letGo();
    hangUp = ports.follow(`/api/runs/${id}/events`, ["state", "log"], {
      event: hear,
      link: (link) => {
        // The server ends the stream after a container's last words; there is nothing to reconnect to.
        if (view.run && !isLive(view.run.state) && link !== "live") return letGo();
        if (link === "refused") return void recover(id);
        if (link === "lost" || view.link === "lost") set({ link });
      },
    });
  };

  const recover = async (id: string) => {
    letGo();
    set({ link: "lost" });
    const answer = await ports.call(runSchema, `/api/runs/${id}`);
    if (view.run?.id !== id) return;
    if (answer.ok && !isLive(answer.value.state)) return adopt(answer.value);
    if (!answer.ok && answer.refusal.kind === "not-found") return gone();
    hangUp = ports.wait(() => listen(id), retryMs);
  };

  const stop = async () => {
    if (!view.run) return;
    const answer = await ports.call(z.unknown(), `/api/runs/${view.run.id}`, { method: "DELETE" });
    if (!answer.ok && answer.refusal.kind !== "not-found") set({ refusal: answer.refusal });
  };

  const kept = memory.read();
  if (kept !== null) {
    void ports.call(runSchema, `/api/runs/${kept}`).then((answer) => {
      if (view.run || view.link !== "idle") return;
      if (answer.ok) adopt(answer.value);
      else if (answer.refusal.kind === "not-found") memory.keep(null);
    });
  }

  return {
    get: () => view,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    start: async (build) => {
      if (view.link === "sending") return;
      const before = view.run;
      letGo();
      set({ ...noRun, link: "sending" });
      if (before && isLive(before.state)) {
        await ports.call(z.unknown(), `/api/runs/${before.id}`, { method: "DELETE" });
      }
      const answer = await ports.call(runSchema, "/api/runs", { method: "POST", body: { build } });
      if (answer.ok) adopt(answer.value);
      else set({ ...noRun, refusal: answer.refusal });
    },
    stop,
    close: () => {
      readers.clear();
      letGo();
    },
  };
}
