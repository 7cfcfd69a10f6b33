import { expect, test } from "vitest";
import { webPort } from "./port";

test.each([
  [undefined, 3000],
  [null, 3000],
  [{}, 3000],
  [{ "8080/tcp": {} }, 8080],
  [{ "8080": {} }, 8080],
  [{ "9229/tcp": {}, "8080/tcp": {} }, 8080],
  [{ "53/udp": {} }, 3000],
  [{ "53/udp": {}, "4000/tcp": {} }, 4000],
  [{ "0/tcp": {}, "70000/tcp": {}, "x/tcp": {} }, 3000],
])("%j", (exposed, port) => {
  expect(webPort(exposed)).toBe(port);
});
