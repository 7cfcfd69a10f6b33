import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const routes = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("/route.ts"))
  .map((file) => ({ file, source: readFileSync(join(folder, file), "utf8") }));

test("there are routes to look at", () => {
  expect(routes.length).toBeGreaterThan(10);
});

test.each(routes)(
  "$file answers every method, and counts each that changes something",
  ({ source }) => {
    const own = [...source.matchAll(/^export const ([A-Z]+) = (\w+)/gm)];
    const others = /^export const \{ ([A-Z, ]+) \} =/m.exec(source)?.[1]?.split(", ") ?? [];
    const methods = [...own.map(([, method]) => method), ...others].sort();
    expect(methods).toEqual(["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]);
    for (const [, method, kind] of own) expect(kind).toBe(method === "GET" ? "route" : "write");
  },
);
