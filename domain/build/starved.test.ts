import { expect, test } from "vitest";
import { engineStarved } from "./starved";

test.each([
  [{ message: "failed to walk /tmp/mount1/usr: open /tmp/mount1/usr: too many open files" }, true],
  [{ message: "did not complete successfully: too many open files", exitCode: 1 }, false],
  [{ message: 'failed to compute cache key: "/a": not found' }, false],
])("%o is the engine's own want: %s", (error, starved) => {
  expect(engineStarved(error)).toBe(starved);
});
