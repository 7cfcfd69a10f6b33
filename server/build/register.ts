import type { Context } from "@/domain/workspace/context";
import type { Ending } from "./ending";
import { openJournal, seqsPerLife } from "./journal";
import type { Line } from "./line";
import { type Active, resultOf } from "./record";
import type { Store, Unfinished } from "./store";

/** The builds of this process that have not ended. */
export type Register = {
  enroll(build: Unfinished, context: Context): Active;
  find(id: string): Active | undefined;
  all(): Iterable<Active>;
  /** Ends a build once: its journal, its place in the line, its row; later calls do nothing. */
  conclude(build: Active, ending: Ending): Promise<void>;
  /** How many ended, by how. */
  readonly ended: Readonly<Record<Ending["type"], number>>;
};

export function openRegister(
  store: Pick<Store, "end">,
  line: () => Pick<Line, "leave">,
  now: () => number,
): Register {
  const active = new Map<string, Active>();
  const ended = { finished: 0, failed: 0, canceled: 0 };
  return {
    enroll(build, context) {
      const journal = openJournal(build.id, now, build.lives * seqsPerLife + 1);
      const enrolled = { ...build, context, journal };
      active.set(build.id, enrolled);
      return enrolled;
    },
    find: (id) => active.get(id),
    all: () => active.values(),
    async conclude(build, ending) {
      if (build.ended) return;
      const { id, journal, startedAt } = build;
      const { type: status } = ending;
      const at = now();
      build.stop = undefined;
      build.ended = { at, ending };
      journal.add(ending);
      ended[status] += 1;
      // Only a build that went through says how long one takes.
      const says = status === "finished" && startedAt !== undefined;
      line().leave(id, says ? at - startedAt : undefined);
      await store.end(id, { status, at, ...resultOf(ending), events: journal.read(0) });
      active.delete(id);
    },
    ended,
  };
}
