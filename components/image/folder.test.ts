import { expect, test, vi } from "vitest";
import { newWorld, notFound } from "../workbench/world.fixture";
import { openFolder } from "./folder";

const entry = (path: string, bytes: number, more: object = {}) => ({
  path,
  type: "file",
  bytes,
  mode: 0o644,
  layer: 0,
  change: "added",
  ...more,
});
const folder = (path: string, ...entries: object[]) =>
  ({ ok: true, value: { path, layer: 0, entries } }) as const;
const waiting = (retryAfterSeconds: number) =>
  ({ ok: false, refusal: { kind: "unavailable", detail: "Soon.", retryAfterSeconds } }) as const;

test("lists the root, the largest first, without what a layer took away", async () => {
  const { ports, answers, calls, settle } = newWorld();
  answers.push(
    folder("/", entry("/a", 1), entry("/b", 9), entry("/gone", 99, { change: "deleted" })),
  );
  const opened = openFolder("/api/x", ports);
  expect(opened.get()).toMatchObject({ path: "/", entries: null });
  await settle();
  expect(opened.get().entries?.map(({ path }) => path)).toEqual(["/b", "/a"]);
  expect(calls).toEqual(["GET /api/x?path=%2F"]);
});

test("waits for a stage that is being built again, a second at a time", async () => {
  const { ports, answers, tick, settle } = newWorld();
  const wait = vi.spyOn(ports, "wait");
  answers.push({ ok: true, value: { state: "pending" } }, folder("/", entry("/a", 1)));
  const opened = openFolder("/api/x", ports);
  await settle();
  expect(opened.get()).toMatchObject({ entries: null, refusal: null });
  expect(opened.get().waiting).toMatch(/builds the stage again/);
  expect(wait).toHaveBeenCalledWith(expect.any(Function), 1000);
  tick();
  await settle();
  expect(opened.get()).toMatchObject({ waiting: null, entries: [{ path: "/a" }] });
});

test("waits for an engine that is not there for now, and asks again when it was told to", async () => {
  const { ports, answers, tick, settle } = newWorld();
  const wait = vi.spyOn(ports, "wait");
  answers.push(waiting(3), folder("/", entry("/a", 1)));
  const opened = openFolder("/api/x", ports);
  await settle();
  expect(opened.get()).toMatchObject({ waiting: "Soon.", entries: null });
  expect(wait).toHaveBeenCalledWith(expect.any(Function), 3000);
  tick();
  await settle();
  expect(opened.get()).toMatchObject({ waiting: null, entries: [{ path: "/a" }] });
});

test("says why a folder can't be shown, and goes on from there", async () => {
  const { ports, answers, settle } = newWorld();
  answers.push(notFound, folder("/app", entry("/app/a", 1)));
  const opened = openFolder("/api/x", ports);
  await settle();
  expect(opened.get().refusal).toEqual(notFound.refusal);
  opened.open("/app");
  await settle();
  expect(opened.get()).toMatchObject({ path: "/app", refusal: null, entries: [{ bytes: 1 }] });
});

test("shows the folder that was asked for last, whichever comes last", async () => {
  const { ports, settle } = newWorld();
  const late: (() => void)[] = [];
  const call = (async (_, path: string) => {
    if (path.endsWith("slow")) await new Promise<void>((resolve) => late.push(resolve));
    return folder(path);
  }) as typeof ports.call;
  const opened = openFolder("/api/x", { ...ports, call });
  opened.open("/slow");
  opened.open("/fast");
  await settle();
  late[0]?.();
  await settle();
  expect(opened.get()).toMatchObject({ path: "/fast", entries: [] });
});

test("closed, it asks and says nothing more", async () => {
  const { ports, answers, timers, settle } = newWorld();
  answers.push(waiting(1));
  const opened = openFolder("/api/x", ports);
  await settle();
  const changed = vi.fn();
  opened.subscribe(changed);
  opened.close();
  expect(timers.size).toBe(0);
  expect(changed).not.toHaveBeenCalled();
});
