import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { limits } from "./limits";
import { openapi } from "./openapi";
import { markdown } from "./words";

const text = JSON.stringify(openapi);

test("every route is described, with its methods, and nothing else is", () => {
  const api = fileURLToPath(new URL("../app/api", import.meta.url));
  const routes = readdirSync(api, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name === "route.ts")
    .map(({ parentPath, name }) => {
      const source = readFileSync(join(parentPath, name), "utf8");
      const methods = [...source.matchAll(/^export const ([A-Z]+) =/gm)].map(([, one]) => one);
      const path = relative(api, parentPath).replace(/\[(\w+)\]/g, "{$1}");
      return [`/api/${path}`, methods.map((method) => method?.toLowerCase()).sort()] as const;
    })
    .filter(([, methods]) => methods.length > 0);
  const described = Object.entries(openapi.paths).map(
    ([path, methods]) => [path, Object.keys(methods).sort()] as const,
  );
  expect(routes.length).toBeGreaterThan(10);
  expect(Object.fromEntries(described)).toEqual(Object.fromEntries(routes));
});

test("sentences with names in them are called Markdown", () => {
  const { Problem, Build } = openapi.components.schemas;
  expect(Problem).toMatchObject({ properties: { detail: { description: markdown } } });
  expect(Build).toMatchObject({
    properties: { failure: { properties: { message: { description: markdown } } } },
  });
});

test("every schema that is named is there", () => {
  const named = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? "");
  expect(named.length).toBeGreaterThan(10);
  for (const name of named) expect(openapi.components.schemas).toHaveProperty(name);
});

test("every parameter of an address is described", () => {
  for (const [path, methods] of Object.entries(openapi.paths)) {
    const count = path.split("{").length - 1;
    for (const operation of Object.values(methods)) {
      const described = operation.parameters?.filter((parameter) => parameter.in === "path") ?? [];
      expect(described).toHaveLength(count);
    }
  }
});

test("what a caller may leave out is not required of it, and the limits are the real ones", () => {
  const { BuildRequest, BuildEvent, Limits } = openapi.components.schemas;
  expect(BuildRequest).toMatchObject({ required: ["files"] });
  expect(JSON.stringify(BuildEvent)).toContain('"const":"finished"');
  expect(JSON.stringify(Limits)).toContain(Object.keys(limits)[0]);
});
