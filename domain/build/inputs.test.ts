import { expect, test } from "vitest";
import { contextOf } from "../workspace/context";
import { inputsOf, laneOf } from "./inputs";
import { buildRequest } from "./request";

const inputs = (files: Record<string, string>, more: object = {}) => {
  const request = buildRequest.parse({ files, ...more });
  const context = contextOf(request);
  if (!context.ok) throw new Error(context.fault.detail);
  return inputsOf(request, context.value, (text) => `digest of ${text.length}`);
};

test("of files and build arguments only digests are kept, of the Dockerfile its text", () => {
  const text = "ARG BASE=a\nFROM $BASE\nFROM b";
  const kept = inputs(
    { Dockerfile: text, "index.js": "hidden();" },
    { buildArgs: { TOKEN: "secret", BASE: "node" }, lesson: "l", step: "s" },
  );
  expect(kept).toMatchObject({ lesson: "l", step: "s", dockerfile: "Dockerfile", text });
  expect(kept.args).toEqual({ TOKEN: "digest of 6", BASE: "digest of 4" });
  expect(kept.files["index.js"]).toBe("digest of 9");
  expect(kept.bases).toEqual(["node", "b"]);
  expect(JSON.stringify(kept)).not.toMatch(/secret|hidden/);
});

test("what the ignore file names is not among the files, the Dockerfile always is", () => {
  const files = { Dockerfile: "FROM a", ".dockerignore": "*\n!b", b: "", c: "" };
  expect(Object.keys(inputs(files).files).sort()).toEqual(["Dockerfile", "b"]);
});

test("builds of one Dockerfile of a lesson are one lane, those of free play another", () => {
  const dockerfile = "Dockerfile";
  expect(laneOf({ lesson: "l", dockerfile })).not.toBe(laneOf({ dockerfile }));
  expect(laneOf({ lesson: "l", dockerfile })).not.toBe(laneOf({ lesson: "l", dockerfile: "b" }));
});
