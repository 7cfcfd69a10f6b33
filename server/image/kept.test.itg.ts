import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LayerContent } from "@/domain/image/content";
import { type Database, openDatabase } from "@/server/storage/database";
import { openKept } from "./kept";

let database: Database;
let time = Date.parse("2026-01-01T00:00:00Z");
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const kept = () => openKept(database, () => time);
const contentOf = (diffId: string, path = "/app/é"): LayerContent => ({
  diffId,
  entries: [
    { path, type: "file", bytes: 7, mode: 0o644 },
    { path: "/l", type: "link", bytes: 0, mode: 0o777, target: "app" },
  ],
  devPackages: ["/app/node_modules/a"],
});

test("a layer's content and size are each kept, whichever comes first", async () => {
  expect(await kept().find("sha256:a")).toBeNull();
  await kept().keepSize("sha256:a", 5_000_000_000);
  expect(await kept().find("sha256:a")).toBeNull();
  await kept().keep(contentOf("sha256:a"));
  await kept().keep(contentOf("sha256:b"));
  expect(await kept().find("sha256:a")).toEqual(contentOf("sha256:a"));
  expect(await kept().sizes(["sha256:a", "sha256:b", "sha256:c"])).toEqual(
    new Map([["sha256:a", 5_000_000_000]]),
  );
});

test("what another version wrote is as if it were not kept", async () => {
  const { entries: _, ...half } = contentOf("sha256:old");
  await kept().keep(half as LayerContent);
  expect(await kept().find("sha256:old")).toBeNull();
});

test("layers have a lifetime from their last use, and a ceiling in bytes", async () => {
  await database.query("delete from layers");
  const wide = 1e9;
  for (const name of ["a", "b", "c", "d"]) {
    time += 1000;
    await kept().keep(contentOf(name, `/${randomBytes(4000).toString("hex")}`));
  }
  time += 1000;
  await kept().find("a");
  expect(await kept().forget(time - 2500, wide)).toBe(1);
  const left = async () =>
    (await database.query("select diff_id from layers order by used_at")).map((row) => row.diff_id);
  expect(await left()).toEqual(["c", "d", "a"]);
  expect(await kept().forget(0, 10_000)).toBe(1);
  expect(await left()).toEqual(["d", "a"]);
});
