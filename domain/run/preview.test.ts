import { describe, expect, test } from "vitest";
import { localPreviewPattern, previewOrigins } from "./preview";

const run = "0123456789abcdef0123456789abcdef";
const local = previewOrigins(localPreviewPattern(3001));
const wild = previewOrigins("https://{run}.preview.example.org");

test("a run's address", () => {
  expect(local.urlOf(run)).toBe(`http://${run}.preview.localhost:3001/`);
  expect(wild.urlOf(run)).toBe(`https://${run}.preview.example.org/`);
});

test("all of them in a content security policy", () => {
  expect(local.cspSource).toBe("http://*.preview.localhost:3001");
  expect(wild.cspSource).toBe("https://*.preview.example.org");
});

describe("the run that a host names", () => {
  test.each([
    [`${run}.preview.localhost:3001`, run],
    [`${run}.preview.localhost`, run],
    [`${run}.preview.localhost:9`, run],
    [`${run.toUpperCase()}.PREVIEW.localhost:3001`, run],
    [`x.${run}.preview.localhost`, null],
    [`${run}.preview.localhost.evil.test`, null],
    [`${run}.localhost`, null],
    [`${run}x.preview.localhost`, null],
    [".preview.localhost", null],
    ["preview.localhost", null],
    ["localhost:3001", null],
    ["", null],
    [undefined, null],
  ])("%s", (host, named) => {
    expect(local.runOf(host)).toBe(named);
  });
});

test.each([
  "https://preview.example.org",
  "https://preview.{run}.example.org",
  "https://{run}",
  "https://{run}.example.org/path",
  "ftp://{run}.example.org",
  "{run}.example.org",
])("%s is refused", (pattern) => {
  expect(() => previewOrigins(pattern)).toThrow("{run}");
});
