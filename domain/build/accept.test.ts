import { expect, test } from "vitest";
import { accept } from "./accept";
import { buildRequest } from "./request";

const request = (more: object) =>
  buildRequest.parse({ files: { Dockerfile: "ARG V=14\nFROM node:$V" }, ...more });
const catalogue = ["node:14"];

test("what can be built is taken", () => {
  expect(accept(request({}), catalogue)).toMatchObject({ ok: true });
  expect(accept(request({ buildArgs: { V: "14" } }), catalogue)).toMatchObject({ ok: true });
});

test.each([
  ["path", { files: { "../x": "" } }],
  ["dockerfile", { files: {} }],
  ["dockerfile", { files: { Dockerfile: "FROM node:14\nRUNN x" } }],
  ["dockerfile", { target: "nope" }],
  ["refused", { files: { Dockerfile: "FROM python:3" } }],
  ["refused", { buildArgs: { V: "15" } }],
  ["refused", { buildArgs: { BUILDKIT_SYNTAX: "attacker/x" } }],
  ["malformed", { buildArgs: { "a b": "" } }],
])("%s: %j", (kind, more) => {
  expect(accept(request(more), catalogue)).toMatchObject({ ok: false, fault: { kind } });
});

test("while the images are not known, the engine will decide", () => {
  expect(accept(request({ buildArgs: { V: "15" } }), null)).toMatchObject({ ok: true });
});
