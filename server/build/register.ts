import { setTimeout as sleep } from "node:timers/promises";
import { kindOf } from "@/domain/build/expect";
import type { BuildInputs } from "@/domain/build/inputs";
import type { Context } from "@/domain/workspace/context";
import type { Ending } from "./ending";
import { openJournal, seqsPerLife } from "./journal";
import type { Line } from "./line";
import { type Active, resultOf } from "./record";
import type { Store, Unfinished } from "./store";

/** The builds of this process that have not ended. */
export type Register = {
  enroll(build: Unfinished, context: Context, inputs: BuildInputs): Active;
  find(id: string): Active | undefined;
  all(): Iterable<Active>;
  /**
   * Ends a build once: its journal, its place in the line, its row; later calls do nothing. Where the
   * row can't be written it is tried until it can: until then the build is answered for from here.
   */
  conclude(build: Active, ending: Ending): Promise<void>;
  /** Settles when every end is written, or given up. */
  stored(): Promise<void>;
  /** How many ended, by how. */
  readonly ended: Readonly<Record<Ending["type"], number>>;
};

export function openRegister(
  store: Pick<Store, "end">,
  line: () => Pick<Line, "leave">,
  now: () => number,
  closing: AbortSignal,
  complain: (what: string, error: unknown) => void,
): Register {
  const keep = async (id: string, end: Parameters<Store["end"]>[1]) => {
    for (let told = false; ; told = true) {
      try {
        return await store.end(id, end);
      } catch (error) {
        if (!told) complain(`storing the end of build ${id}`, error);
        if (closing.aborted) return;
        await sleep(1000, undefined, { signal: closing }).catch(() => {});
      }
    }
  };
  const active = new Map<string, Active>();
  const keeping = new Set<Promise<void>>();
  const ended = { finished: 0, failed: 0, canceled: 0 };
  return {
    enroll(build, context, inputs) {
      const journal = openJournal(build.id, now, build.lives * seqsPerLife + 1);
      const kind = kindOf(build.learner, build.request, build.look !== undefined);
      const enrolled = { ...build, kind, context, inputs, journal };
      active.set(build.id, enrolled);
      return enrolled;
    },
    find: (id) => active.get(id),
    all: () => active.values(),
    async conclude(build, ending) {
      if (build.ended) return;
      const { id, journal } = build;
      const { type: status } = ending;
      const at = now();
      build.stop = undefined;
      build.ended = { at, ending };
      journal.add(ending);
      ended[status] += 1;
      line().leave(id, says(ending));
      const files = status === "canceled" || build.look ? undefined : build.request;
      const kept = keep(id, { status, at, ...resultOf(ending), events: journal.read(0), files });
      keeping.add(kept);
      await kept;
      keeping.delete(kept);
      active.delete(id);
    },
    async stored() {
      await Promise.all(keeping);
    },
    ended,
  };
}

/** Whether the time that a build took says how long the next will hold its slot. */
function says(ending: Ending): boolean {
  if (ending.type === "failed") return ending.failure.kind !== "platform";
  return ending.type === "finished";
}
