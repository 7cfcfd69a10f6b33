import { expect, test } from "vitest";
import { limits } from "../limits";
import { holdReason, roomOf } from "./room";

const GiB = 1024 ** 3;
const space = (freeBytes: number, freeFiles: number | null = 1e6) => ({
  freeBytes,
  totalBytes: 32 * GiB,
  freeFiles,
});

test("a disk is judged before it is full, and says what is missing", () => {
  expect(roomOf("sandbox", space(9 * GiB))).toEqual({
    ok: true,
    tight: false,
    detail: "the sandbox: 9 GiB of 32 GiB free",
  });
  expect(roomOf("sandbox", space(5 * GiB))).toMatchObject({ ok: true, tight: true });
  expect(roomOf("sandbox", space(0.5 * GiB))).toEqual({
    ok: false,
    tight: true,
    detail: "the sandbox: 512 MiB of 32 GiB free, 4 GiB needed",
  });
  expect(roomOf("storage", space(0.5 * GiB)).ok).toBe(true);
  expect(roomOf("storage", space(limits.storageRoom.value - 1)).ok).toBe(false);
});

test("a small disk needs a quarter of itself", () => {
  const small = { freeBytes: 1.5 * GiB, totalBytes: 8 * GiB, freeFiles: 1e6 };
  expect(roomOf("sandbox", small)).toMatchObject({ ok: false });
  expect(roomOf("sandbox", { ...small, freeBytes: 2.5 * GiB })).toMatchObject({ ok: true });
});

test("a disk without inodes is full, whatever it has in bytes", () => {
  expect(roomOf("sandbox", space(9 * GiB, 100))).toEqual({
    ok: false,
    tight: true,
    detail: "the sandbox: 9 GiB of 32 GiB free, 100 inodes, 20000 needed",
  });
  expect(roomOf("sandbox", space(4 * GiB, null)).ok).toBe(true);
});

test("builds wait while either disk is full, and are told which", () => {
  const [fine, full] = [roomOf("sandbox", space(4 * GiB)), roomOf("sandbox", space(0))];
  expect(holdReason({ sandbox: fine, storage: fine })).toBeUndefined();
  expect(holdReason({ sandbox: full, storage: fine })).toMatch(/sandbox's disk/);
  expect(holdReason({ sandbox: fine, storage: full })).toMatch(/app's data/);
});
