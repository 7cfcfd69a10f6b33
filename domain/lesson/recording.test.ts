import { describe, expect, it } from "vitest";
import { recording } from "./recording";

const image = { name: "my-node-app", dockerfile: "Dockerfile", unpackedBytes: 1 };
const good = {
  recordedAt: "2025-01-31",
  engineVersion: "28.5.2",
  baseImages: [{ ref: "node:14", standIn: true }],
  images: [image, { ...image, name: "my-node-app-simple", dockerfile: "Dockerfile.simple" }],
};

describe("a recording", () => {
  it("names its engine, day, base images and two images", () => {
    expect(recording.parse(good)).toEqual(good);
  });

  it.each([
    ["a day", { recordedAt: undefined }],
    ["a base image", { baseImages: [] }],
    ["word on whether a base is a stand-in", { baseImages: [{ ref: "node:14" }] }],
    ["a second image", { images: [image] }],
    ["a size", { images: [image, { ...image, unpackedBytes: 0 }] }],
  ])("is refused without %s", (_, change) => {
    expect(recording.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
