import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openDatabase } from "@/server/storage/database";
import { openQueue } from "./queue";

test("every slot that comes free takes the next build, and none sleeps while builds wait", async () => {
  const database = await openDatabase();
  let waiting: (() => void) | undefined;
  const pairs = { met: 0, alone: 0 };
  // Each build ends when another runs beside it: with one slot asleep there is none until it polls.
  const meet = async () => {
    if (waiting) {
      waiting();
      waiting = undefined;
      pairs.met += 1;
      return;
    }
    const other = new Promise<"met">((resolve) => {
      waiting = () => resolve("met");
    });
    if ((await Promise.race([other, sleep(3000)])) === "met") return;
    waiting = undefined;
    pairs.alone += 1;
  };
  const queue = await openQueue(database, meet, (error) => {
    throw error;
  });
  for (let n = 0; n < 12; n += 1) await queue.put(randomUUID(), n);
  await queue.serve(2);
  await expect.poll(() => pairs.met + pairs.alone, { timeout: 60_000 }).toBe(6);
  expect(pairs).toEqual({ met: 6, alone: 0 });
  await queue.close();
  await database.close();
});
