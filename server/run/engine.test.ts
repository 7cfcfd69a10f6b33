import { afterEach, expect, test, vi } from "vitest";
import { engineAt, isEngineGone } from "./engine";

afterEach(() => vi.unstubAllEnvs());

type Modem = { socketPath?: string; host?: string; port?: string; protocol: string };
const modemOf = (dockerHost: string) => engineAt(dockerHost).modem as unknown as Modem;

test("is where it is told to be, whatever DOCKER_HOST says", () => {
  vi.stubEnv("DOCKER_HOST", "tcp://elsewhere:2376");
  expect(modemOf("unix:///run/a.sock")).toMatchObject({
    socketPath: "/run/a.sock",
    host: undefined,
    protocol: "http",
  });
  expect(modemOf("tcp://here:1234")).toMatchObject({
    host: "here",
    port: "1234",
    protocol: "http",
  });
  expect(modemOf("tcp://[::1]:1234").host).toBe("::1");
});

test.each([
  ["a socket that is not there", Object.assign(new Error(), { code: "ENOENT" }), true],
  ["a connection that broke off", Object.assign(new Error(), { code: "ECONNRESET" }), true],
  [
    "an answer of the engine",
    Object.assign(new Error(), { code: "ENOENT", statusCode: 500 }),
    false,
  ],
  ["a fault of ours", new TypeError("no"), false],
  ["nothing", undefined, false],
])("%s", (_, error, gone) => {
  expect(isEngineGone(error)).toBe(gone);
});
