import { PgBoss } from "pg-boss";
import type { Database } from "@/server/storage/database";

const name = "builds";

/** The builds that wait, in the database; it survives the process and knows no build's content. */
export type Queue = {
  /** Lower rounds are served first, equal ones in the order of their arrival. */
  put(id: string, round: number): Promise<void>;
  /** Takes a build that waits out; done already is fine. */
  remove(id: string): Promise<void>;
  /** From now on serves as many builds at once as there are slots; with 0, none. */
  serve(slots: number): Promise<void>;
  /** Serves no more, and lets what is being served end for as long as that takes. */
  close(): Promise<void>;
};

/**
 * A pg-boss queue whose jobs are served by `work`. A job starts at once by LISTEN/NOTIFY; polling is
 * the safety net below. Where `work` rejects, the build goes back to its place. Starts empty: the
 * builds that a former process left are the caller's to put again.
 */
export async function openQueue(
  database: Pick<Database, "boss">,
  work: (id: string) => Promise<void>,
  onError: (error: Error) => void,
): Promise<Queue> {
  const boss = new PgBoss({ ...database.boss, useListenNotify: true, schedule: false });
  boss.on("error", onError);
  await boss.start();
  await boss.createQueue(name, { notify: true });
  await boss.deleteAllJobs(name);

  // Each with an id of its own: of several behind one id, `notifyWorker` wakes the first only.
  const workers: string[] = [];
  let turn: Promise<void> = Promise.resolve();
  const wake = () => {
    for (const worker of workers) boss.notifyWorker(worker);
  };
  const serve = async (slots: number) => {
    for (const id of workers.splice(0)) await boss.offWork(name, { id, wait: false });
    const options = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 5 };
    while (workers.length < slots) {
      const worker = await boss.work<{ build: string }>(name, options, async (jobs) => {
        try {
          for (const { data } of jobs) await work(data.build);
        } finally {
          // Otherwise a worker that comes free sleeps, though others may wait.
          wake();
        }
      });
      workers.push(worker);
    }
  };

  return {
    async put(id, round) {
      await boss.send(name, { build: id }, { id, priority: -round, ...job });
    },
    async remove(id) {
      await boss.deleteJob(name, id);
    },
    serve(slots) {
      turn = turn.then(() => serve(slots));
      return turn;
    },
    async close() {
      await turn;
      await boss.stop({ graceful: true, close: false, timeout: 5000 });
    },
  };
}

// A job comes back for as long as the sandbox is away; how often a build is tried is the caller's rule.
const job = { retryLimit: 10_000, retryDelay: 0, expireInSeconds: 3600, deleteAfterSeconds: 600 };
