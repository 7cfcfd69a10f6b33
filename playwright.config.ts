import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env.E2E_PORT ?? 3400);
const origin = `http://localhost:${port}`;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // One engine and two cores behind every test: side by side they would only wait for each other. But
  // for those that wait for a minute to pass, and for nothing else.
  workers: 2,
  projects: [
    { name: "product", workers: 1, testIgnore: "rates.spec.ts" },
    { name: "patience", workers: 1, testMatch: "rates.spec.ts" },
  ],
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: origin,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
  webServer: {
    // The product as a user starts it, on ports and data of its own.
    command: "node scripts/start.mjs",
    url: `${origin}/api/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    env: {
      PORT: String(port),
      STAGECRAFT_DATA: join(tmpdir(), `stagecraft-e2e-${process.pid}`),
    },
  },
});
