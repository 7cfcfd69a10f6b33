import type { Page } from "@playwright/test";
import { expect, rewrite, test } from "./fixture";
import { dockerfile, dockerfileSimple, indexJs, packageJson } from "./seed";

test("a learner does the whole tutorial, and the multi-stage image is at least five times smaller", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Start the lesson" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Set up the project" })).toBeVisible();
  await write(page, "index.js", indexJs);
  await write(page, "package.json", packageJson);
  await onward(page, "Create a multi-stage Dockerfile");
  await write(page, "Dockerfile", dockerfile);

  await onward(page, "Build and run the image");
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const result = page.getByRole("tabpanel", { name: "Result" });
  await expect(result.getByText("unpacked", { exact: true })).toBeVisible({ timeout: 100_000 });
  await expect(result.getByText("COPY --from=builder /app .").first()).toBeVisible();
  await page.getByRole("tab", { name: "Log" }).click();
  const log = page.getByRole("tabpanel", { name: "Log" });
  await expect(log.getByRole("heading", { name: "Stage builder" })).toBeVisible();
  await expect(log.getByText("RUN npm install")).toBeVisible();

  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.frameLocator("iframe").getByText("Hello World!")).toBeVisible();
  const container = page.getByRole("tabpanel", { name: "Container" });
  await expect(container.getByText("Example app listening at http://localhost:3000")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(container.getByText("my-node-app was stopped.")).toBeVisible();

  await onward(page, "Compare image sizes");
  await write(page, "Dockerfile.simple", dockerfileSimple);
  await page.getByRole("button", { name: "Build both" }).click();
  const comparison = page.getByRole("tabpanel", { name: "Compare" });
  await expect(comparison.getByText(/× smaller$/)).toBeVisible({ timeout: 100_000 });
  const times = await comparison.getByText(/× smaller$/).textContent();
  expect(Number.parseFloat(times ?? "")).toBeGreaterThanOrEqual(5);
  const table = comparison.locator("pre");
  await expect(table).toContainText(/^REPOSITORY +TAG +IMAGE ID +CREATED +SIZE/);
  await expect(table).toContainText(/my-node-app +latest +[0-9a-f]{12} /);
  await expect(table).toContainText(/my-node-app-simple +latest +[0-9a-f]{12} /);
  // Nothing is measured on a stand-in without the page saying so.
  await expect(comparison.getByText("stand-in").first()).toBeVisible();

  await onward(page, "Why it is smaller");
  await expect(
    page.getByRole("heading", { name: "Where the difference comes from" }),
  ).toBeVisible();
});

async function write(page: Page, path: string, text: string): Promise<void> {
  await page.getByRole("tab", { name: path, exact: true }).click();
  await rewrite(page, text);
}

async function onward(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: `Next: ${title}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
