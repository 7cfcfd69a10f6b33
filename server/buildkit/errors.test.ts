import { Code, ConnectError } from "@connectrpc/connect";
import { findTrailerError } from "@connectrpc/connect/protocol-grpc";
import { expect, test } from "vitest";
import { SolveError, solveError } from "./errors";
import docker26 from "./fixtures/docker-26.1.5.json";
import docker28 from "./fixtures/docker-28.5.2.json";

/** What a call throws on the recorded trailer, which lacks only the engine's own stack traces. */
function thrown(details: string): unknown {
  const trailer = new Headers({ "grpc-status": "2", "grpc-status-details-bin": details });
  return findTrailerError(trailer);
}

const recordings = [
  ["docker 26.1.5", docker26],
  ["docker 28.5.2", docker28],
] as const;

test.each(recordings)("%s: an instruction that failed", (_, recorded) => {
  expect(solveError(thrown(recorded["instruction exits with 41"]))).toMatchObject({
    kind: "solve",
    message: 'process "/bin/sh -c exit 41" did not complete successfully: exit code: 41',
    exitCode: 41,
    vertex: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    source: { file: "Dockerfile", ranges: [{ start: 2, end: 2 }] },
  });
});

test.each(recordings)("%s: a Dockerfile that does not parse", (_, recorded) => {
  expect(solveError(thrown(recorded["unknown instruction"]))).toMatchObject({
    kind: "solve",
    message: expect.stringContaining("unknown instruction: RUNN"),
    exitCode: undefined,
    vertex: undefined,
    source: { file: "Dockerfile", ranges: [{ start: 3, end: 3 }] },
  });
});

test.each(recordings)("%s: a base image that the policy denies", (_, recorded) => {
  expect(solveError(thrown(recorded["base image denied"]))).toMatchObject({
    kind: "solve",
    message: expect.stringContaining("denied by policy"),
    source: { ranges: [{ start: 2, end: 2 }] },
  });
});

test.each(recordings)("%s: a copy of what is not there", (_, recorded) => {
  expect(solveError(thrown(recorded["copy of a missing file"]))).toMatchObject({
    kind: "solve",
    exitCode: undefined,
    vertex: expect.stringMatching(/^sha256:/),
    source: { ranges: [{ start: 2, end: 2 }] },
  });
});

test("an error without a status in its trailer is the connection's", () => {
  expect(solveError(new ConnectError("gone", Code.Unknown))).toMatchObject({ kind: "engine" });
});

test.each([Code.Canceled, Code.Unavailable])(
  "code %i without a place in the build is the engine's",
  (code) => {
    const metadata = { "grpc-status": String(code) };
    expect(solveError(new ConnectError("shutting down", code, metadata))).toMatchObject({
      kind: "engine",
    });
  },
);

test("a detail that does not parse hides nothing", () => {
  const error = new ConnectError("failed", Code.Unknown, { "grpc-status": "2" });
  error.details = [
    { type: "errdefs.Source+json", value: new TextEncoder().encode("{") },
    { type: "gatewayapi.ExitMessage+json", value: new TextEncoder().encode('{"Code":9,"New":1}') },
    { type: "stack.Stack+json", value: new Uint8Array([1]) },
  ];
  expect(solveError(error)).toMatchObject({ kind: "solve", exitCode: 9, source: undefined });
});

test("what no call threw comes back as it is", () => {
  const bug = new TypeError("a bug");
  expect(solveError(bug)).toBe(bug);
  const told = new SolveError("canceled", "told");
  expect(solveError(told)).toBe(told);
});
