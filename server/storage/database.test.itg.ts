import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "./database";

const folder = mkdtempSync(join(tmpdir(), "database-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what was written is there after a restart, and the tables are made once", async () => {
  const first = await openDatabase(folder);
  await first.query("create table t (a text)");
  await first.query("insert into t values ($1)", ["é"]);
  await expect(openDatabase(folder)).rejects.toThrow(/Another Stagecraft/);
  await first.close();

  const second = await openDatabase(folder);
  expect(await second.query("select a from t")).toEqual([{ a: "é" }]);
  expect(await second.query("select count(*)::int n from builds")).toEqual([{ n: 0 }]);
  await second.close();
  expect(readdirSync(folder)).toEqual(["postgres"]);
});

test("a new database does not stay larger than one that was opened again", async () => {
  const before = process.memoryUsage().external;
  const fresh = await openDatabase(join(folder, "fresh"));
  expect(process.memoryUsage().external - before).toBeLessThan(400e6);
  await fresh.close();
});
