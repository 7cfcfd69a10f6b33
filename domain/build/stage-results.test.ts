import { expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import { stageResults, usedImages } from "./stage-results";

const { stages } = outlineOf(`FROM node:14 AS builder
FROM node:24 AS docs
FROM docker.io/library/node:14-alpine
COPY --from=builder /a /a
`);
const image = (ref: string, digest: string | null = null) => ({
  ref,
  imageId: `id of ${ref}`,
  digest,
  standIn: digest === null,
  about: `about ${ref}`,
  unpackedBytes: 1,
});

test("the last stage ships, what it needs is built, the rest is skipped", () => {
  expect(stageResults(stages, null, 104)).toEqual([
    { name: "builder", base: "node:14", shipped: false, skipped: false },
    { name: "docs", base: "node:24", shipped: false, skipped: true },
    {
      name: "2",
      base: "docker.io/library/node:14-alpine",
      unpackedBytes: 104,
      shipped: true,
      skipped: false,
    },
  ]);
  expect(stageResults(stages, "docs", 1).map(({ skipped }) => skipped)).toEqual([
    true,
    false,
    true,
  ]);
});

test("the images that were used, each once, with what they are", () => {
  const catalogue = [image("node:14-alpine"), image("node:14", "sha256:d"), image("node:24")];
  expect(usedImages(stages, null, catalogue)).toEqual([
    { ref: "node:14", digest: "sha256:d", standIn: false, about: "about node:14" },
    {
      ref: "node:14-alpine",
      digest: "id of node:14-alpine",
      standIn: true,
      about: "about node:14-alpine",
    },
  ]);
  expect(usedImages(stages, "docs", catalogue).map(({ ref }) => ref)).toEqual(["node:24"]);
});
