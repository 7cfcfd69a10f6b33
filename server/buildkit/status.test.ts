import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { StatusResponseSchema } from "./gen/control_pb";
import { solveStatus } from "./status";

const at = "2026-01-02T03:04:05.678Z";
const time = timestampFromDate(new Date(at));
const bytes = (text: string) => new TextEncoder().encode(text);

test("a vertex has the times that it has, and no others", () => {
  const { vertexes } = solveStatus(
    create(StatusResponseSchema, {
      vertexes: [
        { digest: "sha256:1", inputs: ["sha256:0"], name: "[2/2] RUN a", started: time },
        { digest: "sha256:1", name: "b", started: time, completed: time, error: "exit code: 1" },
        { digest: "sha256:2", name: "c", cached: true },
      ],
    }),
  );
  expect(vertexes).toEqual([
    { digest: "sha256:1", inputs: ["sha256:0"], name: "[2/2] RUN a", cached: false, started: at },
    {
      digest: "sha256:1",
      inputs: [],
      name: "b",
      cached: false,
      started: at,
      completed: at,
      error: "exit code: 1",
    },
    { digest: "sha256:2", inputs: [], name: "c", cached: true },
  ]);
});

test("progress counts in plain numbers", () => {
  const { statuses } = solveStatus(
    create(StatusResponseSchema, {
      statuses: [
        {
          ID: "sha256:layer",
          vertex: "v",
          name: "extracting",
          current: 5n,
          total: 9n,
          timestamp: time,
        },
      ],
    }),
  );
  expect(statuses).toEqual([
    { id: "sha256:layer", vertex: "v", name: "extracting", current: 5, total: 9, timestamp: at },
  ]);
});

test("a log line keeps its bytes and its stream", () => {
  const msg = new Uint8Array([0xff, 0x00, 0x0a]);
  const { logs } = solveStatus(
    create(StatusResponseSchema, {
      logs: [
        { vertex: "v", stream: 1n, msg, timestamp: time },
        { vertex: "v", stream: 2n, msg, timestamp: time },
      ],
    }),
  );
  expect(logs).toEqual([
    { vertex: "v", stream: 1, data: msg, timestamp: at },
    { vertex: "v", stream: 2, data: msg, timestamp: at },
  ]);
});

test("a warning points at whole lines, and the end may be left out", () => {
  const { warnings } = solveStatus(
    create(StatusResponseSchema, {
      warnings: [
        {
          vertex: "v",
          level: 1n,
          short: bytes("WorkdirRelativePath: … (line 3)"),
          detail: [bytes("why")],
          url: "https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/",
          info: { filename: "Dockerfile" },
          ranges: [{ start: { line: 3 }, end: { line: 4 } }, { start: { line: 7 } }],
        },
      ],
    }),
  );
  expect(warnings).toEqual([
    {
      vertex: "v",
      level: 1,
      short: "WorkdirRelativePath: … (line 3)",
      detail: ["why"],
      url: "https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/",
      file: "Dockerfile",
      lines: [
        { start: 3, end: 4 },
        { start: 7, end: 7 },
      ],
    },
  ]);
});
