import { expect, test } from "vitest";
import { newWorld, offline } from "../workbench/world.fixture";
import { openHistory } from "./history-store";

const entry = (id: string) => ({
  id,
  status: "finished",
  createdAt: "2026-01-01T00:00:00Z",
  dockerfile: "Dockerfile",
  unpackedBytes: 1,
  standIns: [],
});
const answer = (...ids: string[]) => ({ ok: true, value: { builds: ids.map(entry) } }) as const;

test("the history is asked for at once, again when told to, and kept where an answer fails", async () => {
  const world = newWorld();
  world.answers.push(answer("a"), answer("b", "a"), offline);
  const history = openHistory(world.ports);
  expect(history.get()).toBeNull();
  await world.settle();
  expect(history.get()).toMatchObject([{ id: "a" }]);
  history.refresh();
  await world.settle();
  history.refresh();
  await world.settle();
  expect(world.calls).toEqual(["GET /api/builds", "GET /api/builds", "GET /api/builds"]);
  expect(history.get()).toMatchObject([{ id: "b" }, { id: "a" }]);
});

test("of two questions only the later answer counts, and none after the end", async () => {
  const world = newWorld();
  world.answers.push(answer("old"), answer("new"), answer("late"));
  const history = openHistory(world.ports);
  history.refresh();
  await world.settle();
  expect(history.get()).toMatchObject([{ id: "new" }]);
  history.refresh();
  history.close();
  await world.settle();
  expect(history.get()).toMatchObject([{ id: "new" }]);
});
