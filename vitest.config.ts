import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": root };

/** Files share a process and what they import: taking it in anew for each took longer than the tests. */
const isolate = false;

/** What waits for attacks, limits and restarts, in a sandbox of its own meanwhile (`scripts/test.mjs`). */
const limits = [
  "server/build/hostile.test.itg.ts",
  "server/build/limits.test.itg.ts",
  "server/faults/sandbox.test.itg.ts",
];

/** Tests on a real engine, one file after the other. */
function engine(name: string, include: string[], exclude: string[]) {
  return {
    resolve: { alias },
    test: {
      name,
      include,
      exclude: ["node_modules", ".next", "e2e", ...exclude],
      fileParallelism: false,
      isolate,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
}

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: ["node_modules", ".next", "e2e"],
          isolate,
        },
      },
      engine("integration", ["**/*.test.itg.ts"], limits),
      engine("limits", limits, []),
    ],
  },
});
