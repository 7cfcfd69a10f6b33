import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { HistoryEntry } from "@/domain/build/history";
import { HistoryView } from "./history";

const entry = (id: string, unpackedBytes?: number): HistoryEntry => ({
  id,
  status: unpackedBytes === undefined ? "failed" : "finished",
  createdAt: "2026-01-01T00:00:00Z",
  lesson: "l",
  dockerfile: "Dockerfile",
  unpackedBytes,
  standIns: [],
});

test("sizes stand in the order of the builds; only what has an image can be chosen", () => {
  const builds = [entry("c", 62e6), entry("b"), entry("a", 1.03e9)];
  const html = renderToStaticMarkup(<HistoryView builds={builds} lesson="l" />);
  const words = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(words).toMatch(/Build 1: 1,030\.0 MB .*failed .*Build 3: 62\.0 MB/);
  expect(html.match(/aria-pressed="false"/g)).toHaveLength(2);
  expect(words).toContain("Choose two builds to compare them.");
});

test("without a build there are words of what will be there", () => {
  const html = renderToStaticMarkup(<HistoryView builds={[]} lesson="l" />);
  expect(html).toContain("No builds yet.");
});
