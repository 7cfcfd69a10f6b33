import { expect, test } from "vitest";
import { lintWarnings } from "./lint";

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("a check says what a build's warning says", () => {
  const json = encode({
    warnings: [
      {
        ruleName: "JSONArgsRecommended",
        description: "JSON arguments recommended for ENTRYPOINT/CMD",
        url: "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
        detail: "JSON arguments recommended for CMD",
        location: { ranges: [{ start: { line: 4 }, end: { line: 5 } }] },
      },
    ],
    sources: [{ filename: "Dockerfile", data: "RlJPTQ==", definition: { def: ["AA=="] } }],
  });
  expect(lintWarnings(json)).toEqual([
    {
      vertex: "",
      level: 1,
      short: "JSONArgsRecommended: JSON arguments recommended for CMD (line 4)",
      detail: ["JSON arguments recommended for ENTRYPOINT/CMD"],
      url: "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
      file: "Dockerfile",
      lines: [{ start: 4, end: 5 }],
    },
  ]);
});

test("no answer and no warnings are the same", () => {
  expect(lintWarnings(undefined)).toEqual([]);
  expect(lintWarnings(encode({ warnings: null, sources: null }))).toEqual([]);
});
