import { describe, expect, test } from "vitest";
import { ago } from "./compare-ago";
import { dockerImages } from "./compare-table";

const now = Date.parse("2026-05-01T10:00:00Z");

describe("dockerImages", () => {
  test("prints what docker prints, the newest first", () => {
    const multi = {
      repository: "my-node-app",
      tag: "latest",
      id: "sha256:0d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7",
      createdAt: "2026-05-01T09:58:00Z",
      unpackedBytes: 104_585_665,
    };
    const simple = {
      ...multi,
      repository: "my-node-app-simple",
      id: "sha256:a7b6c5d4e3f2091827364554637281900f1e2d3c4b5a69788796a5b4c3d2e1f0",
      createdAt: "2026-05-01T09:59:52Z",
      unpackedBytes: 1_024_736_439,
    };
    expect(dockerImages([multi, simple], now)).toBe(
      [
        "REPOSITORY           TAG       IMAGE ID       CREATED         SIZE",
        "my-node-app-simple   latest    a7b6c5d4e3f2   8 seconds ago   1.02GB",
        "my-node-app          latest    0d1f2a3b4c5d   2 minutes ago   105MB",
      ].join("\n"),
    );
  });

  test("no image, only the heading", () => {
    expect(dockerImages([], now)).toBe("REPOSITORY   TAG       IMAGE ID   CREATED   SIZE");
  });
});

describe("ago", () => {
  const second = 1000;
  const hour = 3600 * second;
  const day = 24 * hour;
  test.each([
    [-5, "Less than a second ago"],
    [999, "Less than a second ago"],
    [1 * second, "1 second ago"],
    [59.9 * second, "59 seconds ago"],
    [60 * second, "About a minute ago"],
    [119 * second, "About a minute ago"],
    [120 * second, "2 minutes ago"],
    [59.9 * 60 * second, "59 minutes ago"],
    [1 * hour, "About an hour ago"],
    [1.6 * hour, "2 hours ago"],
    [47 * hour, "47 hours ago"],
    [2 * day, "2 days ago"],
    [14 * day, "2 weeks ago"],
    [70 * day, "2 months ago"],
    [800 * day, "2 years ago"],
  ])("%d ms is %s", (ms, text) => expect(ago(ms)).toBe(text));
});
