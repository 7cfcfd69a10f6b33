import { expect, test } from "vitest";
import { noProgress } from "@/domain/build/fold";
import { emptyLane, type LaneState } from "../build/lane-state";
import { problemsOf } from "./problems";

const files = { Dockerfile: "FROM node:14\nRUN npm install\nCMD node index.js\n" };
const warning = { rule: "JSONArgsRecommended", line: 3, message: "Use JSON.", url: "https://x.y" };
const failed: LaneState = {
  ...emptyLane,
  files,
  progress: {
    ...noProgress,
    status: "failed",
    failure: { kind: "instruction", message: "`npm install` failed.", line: 2, logTail: [] },
    warnings: [warning],
  },
};

test("nothing built, nothing wrong", () => {
  expect(problemsOf("Dockerfile", emptyLane, files)).toEqual([]);
});

test("a failure and Docker's warnings, at their lines", () => {
  expect(problemsOf("Dockerfile", failed, files)).toEqual([
    {
      dockerfile: "Dockerfile",
      severity: "error",
      message: "npm install failed.",
      marked: "`npm install` failed.",
      line: 2,
    },
    { ...warning, dockerfile: "Dockerfile", severity: "warning" },
  ]);
});

test("a line that was edited since has no place any more", () => {
  const edited = { Dockerfile: files.Dockerfile.replace("RUN npm install", "RUN npm ci") };
  expect(problemsOf("Dockerfile", failed, edited)).toMatchObject([{ line: null }, { line: 3 }]);
});

test("a press that was refused says so in place of the build before it", () => {
  const now = { Dockerfile: "FROM node:14\nRUNN npm install\n" };
  const refused: LaneState = {
    ...failed,
    refusal: { kind: "dockerfile", detail: "`RUNN` is not an instruction.", line: 2, files: now },
  };
  expect(problemsOf("Dockerfile", refused, now)).toEqual([
    {
      dockerfile: "Dockerfile",
      severity: "error",
      message: "RUNN is not an instruction.",
      marked: "`RUNN` is not an instruction.",
      line: 2,
    },
  ]);
});

test("a server out of reach is not the file's fault", () => {
  const offline: LaneState = {
    ...emptyLane,
    refusal: { kind: "offline", detail: "The server can't be reached.", files },
  };
  expect(problemsOf("Dockerfile", offline, files)).toEqual([]);
});
