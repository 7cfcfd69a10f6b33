import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Compared, Comparison } from "./comparison";

beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-05-01T10:00:00Z") }));
afterEach(() => vi.useRealTimers());

const built = (tag: string, unpackedBytes: number, createdAt?: string): Compared => ({
  tag,
  label: tag,
  endedAt: "2026-05-01T09:59:50Z",
  result: {
    image: {
      id: `sha256:${"0a".repeat(32)}`,
      ...(createdAt ? { createdAt } : {}),
      unpackedBytes,
      layers: [],
      config: { cmd: [], user: "", exposedPorts: [] },
    },
    stages: [],
    baseImages: [],
    durationMs: 1,
    cachedSteps: 0,
    totalSteps: 1,
    checks: [],
    warnings: [],
  },
});

test("the table dates an image as the engine does, else by the end of its build", () => {
  const html = renderToStaticMarkup(
    <Comparison
      first={built("app", 100e6, "2026-05-01T07:00:00Z")}
      second={built("simple", 1e9)}
    />,
  );
  const table = /<pre[^>]*>([\s\S]*)<\/pre>/.exec(html)?.[1]?.split("\n").slice(1);
  expect(table).toEqual([
    "simple       latest    0a0a0a0a0a0a   10 seconds ago   1GB",
    "app          latest    0a0a0a0a0a0a   3 hours ago      100MB",
  ]);
});
