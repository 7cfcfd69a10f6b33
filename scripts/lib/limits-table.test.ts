import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { limitsTable, withLimits } from "./limits-table";

const security = readFileSync(new URL("../../SECURITY.md", import.meta.url), "utf8");

test("SECURITY.md shows the limits that hold; `npm run limits` makes it so", () => {
  expect(security).toBe(withLimits(security));
});

test("a limit that changed shows in the table", () => {
  const limit = { value: 2, unit: "count", label: "Things", reason: "Enough." } as const;
  expect(limitsTable({ things: limit })).toContain("| `things` | Things | 2 | Enough. |");
  expect(withLimits(security, limitsTable({ things: limit }))).not.toBe(security);
});

test("a document without a place for the table is told so", () => {
  expect(() => withLimits("# Security\n")).toThrow();
});
