import fc from "fast-check";
import { expect, test } from "vitest";
import { devPackagesOf } from "./packages";

test("version 1, as npm 6 writes it, nests", () => {
  const lock = {
    lockfileVersion: 1,
    dependencies: {
      express: { version: "4.0.0", dependencies: { debug: { version: "2.0.0" } } },
      mocha: { dev: true, dependencies: { debug: { version: "4.0.0", dev: true } } },
      "@types/node": { dev: true },
    },
  };
  expect(devPackagesOf("/app/package-lock.json", JSON.stringify(lock))).toEqual([
    "/app/node_modules/mocha",
    "/app/node_modules/mocha/node_modules/debug",
    "/app/node_modules/@types/node",
  ]);
});

test("version 3, and the hidden one, name each package's folder", () => {
  const packages = {
    "": { devDependencies: { mocha: "1" } },
    "node_modules/express": {},
    "node_modules/mocha": { dev: true },
    "node_modules/mocha/node_modules/debug": { dev: true },
    "node_modules/fsevents": { dev: false, optional: true },
  };
  const text = JSON.stringify({ lockfileVersion: 3, packages });
  const found = ["/app/node_modules/mocha", "/app/node_modules/mocha/node_modules/debug"];
  expect(devPackagesOf("/app/package-lock.json", text)).toEqual(found);
  expect(devPackagesOf("/app/node_modules/.package-lock.json", text)).toEqual(found);
});

test("a lock file at the root has no folder before it", () => {
  const text = JSON.stringify({ packages: { "node_modules/a": { dev: true } } });
  expect(devPackagesOf("/package-lock.json", text)).toEqual(["/node_modules/a"]);
});

test("whatever it holds, it is read", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(Array.isArray(devPackagesOf("/app/package-lock.json", text))).toBe(true);
    }),
  );
});

test("a lock file that nests without end is read as far as npm would write it", () => {
  const depth = 50_000;
  const open = '{"dev":true,"dependencies":{"a":';
  const text = `${open.repeat(depth)}{}${"}}".repeat(depth)}`;
  expect(JSON.parse(text)).toHaveProperty("dev");
  const found = devPackagesOf("/app/package-lock.json", text);
  expect(found.length).toBeGreaterThan(10);
  expect(found.length).toBeLessThan(100);
});
