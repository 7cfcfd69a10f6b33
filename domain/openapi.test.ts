import { expect, test } from "vitest";
import { limits } from "./limits";
import { openapi } from "./openapi";

const text = JSON.stringify(openapi);

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
