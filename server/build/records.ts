import type { BuildRecord } from "@/domain/build/record";
import { version } from "@/package.json";
import type { Database } from "@/server/storage/database";
import type { Builds } from "./builds";
import { openStore } from "./store";

/** Builds as something to take along. */
export type Records = {
  /** Null where the learner has no such build; of one that has not ended, what is known so far. */
  record(id: string, learner: string): Promise<BuildRecord | null>;
};

export function openRecords(
  database: Pick<Database, "query">,
  builds: Pick<Builds, "get" | "journal">,
  now: () => number,
): Records {
  const store = openStore(database);
  return {
    async record(id, learner) {
      const build = await builds.get(id, learner);
      const journal = build && (await builds.journal(id, learner));
      if (!build || !journal) return null;
      const inputs = await store.inputs(id);
      return {
        format: "stagecraft-build-record-1",
        product: { name: "Stagecraft", version },
        recordedAt: new Date(now()).toISOString(),
        build,
        context: { files: inputs?.files ?? {}, buildArgs: Object.keys(inputs?.args ?? {}) },
        events: [...journal.read(0)],
      };
    },
  };
}
