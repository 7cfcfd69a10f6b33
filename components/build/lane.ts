import * as z from "zod";
import { buildAccepted, build as buildSchema } from "@/domain/build/build";
import { type BuildEvent, buildEvent } from "@/domain/build/events";
import { fold, isOver, noProgress } from "@/domain/build/fold";
import type { BuildRequestInput } from "@/domain/build/request";
import { browser } from "../workbench/ports";
import { emptyLane, type LaneState } from "./lane-state";
import type { Memory } from "./memory";

export type Lane = {
  get(): LaneState;
  subscribe(changed: () => void): () => void;
  /** Sends the files and follows their build to its end. */
  build(request: BuildRequestInput): Promise<void>;
  cancel(): Promise<void>;
  /** Lets go of the line; the build goes on without us. */
  close(): void;
};

/** Events are shown together: a busy build sends hundreds a second. */
const batchMs = 60;
const retryMs = 3000;

/** The lane of one Dockerfile; picks up the build that `memory` names, finished or not. */
export function openLane(memory: Memory, ports = browser): Lane {
  let state = emptyLane;
  let heard: BuildEvent[] = [];
  let hangUp = () => {};
  let forgetBatch = () => {};
  const readers = new Set<() => void>();

  const set = (change: Partial<LaneState>) => {
    state = { ...state, ...change };
    for (const changed of readers) changed();
  };
  const letGo = () => {
    hangUp();
    forgetBatch();
    hangUp = forgetBatch = () => {};
    heard = [];
  };

  const show = () => {
    const progress = heard.reduce(fold, state.progress ?? noProgress);
    // The event that was the least late on its way tells the clocks apart best.
    const late = heard.map((event) => ports.now() - Date.parse(event.at));
    const known = state.progress?.seq ? [state.skewMs] : [];
    const skewMs = Math.min(...known, ...late);
    heard = [];
    if (!isOver(progress)) return set({ progress, skewMs });
    letGo();
    set({ progress, skewMs, link: "idle", canceling: false });
  };

  const take = (data: unknown) => {
    const read = buildEvent.safeParse(data);
    if (!read.success) return console.error("a build event is dropped", read.error);
    heard.push(read.data);
    if (heard.length === 1) forgetBatch = ports.wait(show, batchMs);
  };

  const listen = (id: string) => {
    letGo();
    const after = state.progress?.seq ?? 0;
    hangUp = ports.follow(`/api/builds/${id}/events?after=${after}`, ["message"], {
      event: take,
      link: (link) => (link === "refused" ? void recover(id) : set({ link })),
    });
  };

  /** The stream was refused: the build is gone, or the server is not well for a moment. */
  const recover = async (id: string) => {
    letGo();
    set({ link: "lost" });
    const answer = await ports.call(buildSchema, `/api/builds/${id}`);
    if (state.id !== id || state.link !== "lost") return;
    if (!answer.ok && answer.refusal.kind === "not-found") {
      memory.forget();
      // Who was watching it is told; who only came back finds an empty lane.
      const refusal = state.progress && {
        ...answer.refusal,
        detail: "The server lost this build.",
      };
      return set({ ...emptyLane, refusal });
    }
    hangUp = ports.wait(() => listen(id), retryMs);
  };

  const kept = memory.read();
  if (kept) {
    state = { ...emptyLane, id: kept.id, files: kept.files, link: "live" };
    listen(kept.id);
  }

  return {
    get: () => state,
    subscribe: (changed) => {
      readers.add(changed);
      return () => readers.delete(changed);
    },
    build: async (request) => {
      if (state.link !== "idle") return;
      const before = state;
      set({ ...emptyLane, files: request.files, progress: noProgress, link: "sending" });
      const answer = await ports.call(buildAccepted, "/api/builds", {
        method: "POST",
        body: request,
      });
      // What was built before is still true where nothing new was taken.
      if (!answer.ok) {
        return set({ ...before, refusal: { ...answer.refusal, files: request.files } });
      }
      const { id } = answer.value;
      memory.keep({ id, files: request.files });
      set({ id, link: "live" });
      listen(id);
    },
    cancel: async () => {
      const { id, link, canceling } = state;
      if (id === null || canceling || link === "idle") return;
      set({ canceling: true, refusal: null });
      const answer = await ports.call(z.unknown(), `/api/builds/${id}`, { method: "DELETE" });
      if (!answer.ok) set({ canceling: false, refusal: answer.refusal });
    },
    close: () => {
      readers.clear();
      letGo();
    },
  };
}
