import { expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import { leftovers } from "./leftovers";

const { stages } = outlineOf(
  "FROM a\nRUN dd if=/dev/zero \\\n  of=/big\nRUN --mount=type=cache,target=/c make\nCOPY . .\n",
  {},
);
const record = (description: string, more: object = {}) => ({
  id: description,
  bytes: 5,
  createdAt: 100,
  description,
  ...more,
});
const dd = "mount / from exec /bin/sh -c dd if=/dev/zero   of=/big";

test.each([
  ["what its command made", record(dd), true],
  ["what its command made over a cache mount", record("mount / from exec /bin/sh -c make"), true],
  ["the cache mount", record('cached mount /c from exec /bin/sh -c make with id "a1//c"'), true],
  ["what it made before", record(dd, { createdAt: 99 }), false],
  [
    "another's command",
    record("mount / from exec /bin/sh -c npm install", { bytes: 2 ** 30 }),
    false,
  ],
  ["a large copy", record("copy /usr /x", { bytes: 2 ** 30 }), true],
  ["a small copy", record("copy /context /"), false],
])("%s", (_, one, gone) => {
  expect(leftovers([one], stages, 100)).toEqual(gone ? [one.id] : []);
});
