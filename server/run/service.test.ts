import { expect, test } from "vitest";
import { previewPlace } from "./service";

test.each([
  [{}, 3001],
  [{ PORT: "8080" }, 8081],
  [{ PORT: "8080", PREVIEW_PORT: "9000" }, 9000],
])("previews of %j are at port %d", (env, port) => {
  expect(previewPlace(env).port).toBe(port);
});
