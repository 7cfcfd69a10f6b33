import { expect, test } from "vitest";
import { newTurns } from "./turns";

/** Work that ends when told, and says when it began. */
function held(log: string[], name: string) {
  let end = () => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    log.push(name);
    await until;
    return name;
  };
  return { work, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("one key's work goes one by one, another key's does not wait", async () => {
  const log: string[] = [];
  const turns = newTurns();
  const [first, second, other] = [held(log, "a1"), held(log, "a2"), held(log, "b1")];
  const results = [
    turns.take("a", first.work),
    turns.take("a", second.work),
    turns.take("b", other.work),
  ];
  await settle();
  expect(log).toEqual(["a1", "b1"]);
  for (const { end } of [first, other, second]) end();
  expect(await Promise.all(results)).toEqual(["a1", "a2", "b1"]);
});

test("work that fails does not keep the next from its turn", async () => {
  const turns = newTurns();
  const failing = turns.take("a", () => Promise.reject(new Error("no")));
  const next = turns.take("a", async () => "yes");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});

test("all waits for every key", async () => {
  const log: string[] = [];
  const turns = newTurns();
  const { work, end } = held(log, "a");
  void turns.take("a", work);
  const all = turns.all().then(() => log.push("all"));
  await settle();
  end();
  await all;
  expect(log).toEqual(["a", "all"]);
});
