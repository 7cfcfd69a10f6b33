import { expect, test } from "vitest";
import { rememberIn } from "./memory";

/** A store of the browser's kind, over a map. */
function storage(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const built = { id: "b1", files: { Dockerfile: "FROM node:14" } };

test("remembers the last build of each Dockerfile of each lesson", () => {
  const store = storage();
  const multi = rememberIn(() => store, "lesson", "Dockerfile");
  const simple = rememberIn(() => store, "lesson", "Dockerfile.simple");
  multi.keep(built);
  simple.keep({ ...built, id: "b2" });
  expect(rememberIn(() => store, "lesson", "Dockerfile").read()).toEqual(built);
  expect(simple.read()?.id).toBe("b2");
  expect(rememberIn(() => store, "other", "Dockerfile").read()).toBeNull();
  multi.forget();
  expect(multi.read()).toBeNull();
  expect(simple.read()?.id).toBe("b2");
});

test.each(["{", "[]", '{"Dockerfile":{"id":7}}'])("drops what is not ours: %s", (stored) => {
  const store = storage({ "stagecraft:builds:l": stored });
  const memory = rememberIn(() => store, "l", "Dockerfile");
  expect(memory.read()).toBeNull();
  memory.keep(built);
  expect(memory.read()).toEqual(built);
});

test("a browser without a store is no error", () => {
  const memory = rememberIn(
    () => {
      throw new DOMException("denied", "SecurityError");
    },
    "l",
    "Dockerfile",
  );
  memory.keep(built);
  expect(memory.read()).toBeNull();
});

test("a store that refuses is no error", () => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error("quota");
    },
  };
  const memory = rememberIn(() => full, "l", "Dockerfile");
  memory.keep(built);
  expect(memory.read()).toBeNull();
});
