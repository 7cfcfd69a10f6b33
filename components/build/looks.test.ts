import { expect, test, vi } from "vitest";
import { newWorld, notFound, offline } from "../workbench/world.fixture";
import { watchLooks } from "./looks";

const pending = { index: 0, name: "builder", state: "pending" };
const measured = { index: 0, name: "builder", state: "measured", unpackedBytes: 7, layers: [] };
const answer = (...stages: object[]) => ({ ok: true, value: { stages } }) as const;

test("asks until no stage is pending, and tells each answer", async () => {
  const { ports, answers, calls, timers, tick, settle } = newWorld();
  const tell = vi.fn();
  answers.push(answer(pending), offline, answer(measured));
  watchLooks("b1", tell, ports);
  for (let at = 0; at < 3; at += 1) {
    await settle();
    tick();
  }
  expect(calls).toEqual(Array(3).fill("GET /api/builds/b1/stages"));
  expect(tell.mock.calls).toEqual([[[pending]], [[measured]]]);
  expect(timers.size).toBe(0);
});

test("asks no more about a build that is not there", async () => {
  const { ports, answers, timers, settle } = newWorld();
  answers.push(notFound);
  watchLooks("b1", vi.fn(), ports);
  await settle();
  expect(timers.size).toBe(0);
});

test("ended, it asks and tells nothing more", async () => {
  const { ports, answers, calls, timers, settle } = newWorld();
  const tell = vi.fn();
  answers.push(answer(pending), answer(measured));
  const end = watchLooks("b1", tell, ports);
  await settle();
  end();
  expect(timers.size).toBe(0);
  const early = watchLooks("b1", tell, ports);
  early();
  await settle();
  expect(calls).toHaveLength(2);
  expect(tell).toHaveBeenCalledOnce();
});
