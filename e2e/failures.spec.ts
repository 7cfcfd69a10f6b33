import type { Page } from "@playwright/test";
import { expect, rewrite, test } from "./fixture";

const step = "/lessons/multi-stage-builds/build-and-run";

test("a failing instruction is shown at its line, with its last output", async ({ page }) => {
  await build(page, 'FROM node:14-alpine\n\nRUN echo "about to fail" && exit 3\n');
  const result = page.getByRole("tabpanel", { name: "Result" });
  await expect(result.getByRole("heading", { name: "The build failed at line 3" })).toBeVisible();
  await expect(result.getByText("about to fail", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /Dockerfile:3/ })).toBeVisible();
});

test.describe("refused before it is queued", () => {
  test.use({ expected: /status of 422/ });

  test("a base image outside the catalogue is refused at its line, and the catalogue is named", async ({
    page,
  }) => {
    await build(page, "FROM node:14-alpine AS a\nFROM ubuntu:24.04\n");
    await expect(
      page.getByRole("tabpanel").filter({ hasText: "ubuntu:24.04" }).last(),
    ).toContainText("node:14-alpine");
    await expect(page.getByText(/line 2|Dockerfile:2/).first()).toBeVisible();
  });
});

test("a build that runs can be canceled", async ({ page }) => {
  await build(page, "FROM node:14-alpine\nRUN echo begun && sleep 100\n");
  await expect(page.getByText("begun", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Canceled").first()).toBeVisible();
});

test("a container that crashes shows its exit code and its last words", async ({ page }) => {
  await build(page, 'FROM node:14-alpine\nCMD ["node", "-e", "Object.hasOwn({}, 1)"]\n');
  const run = page.getByRole("button", { name: "Run", exact: true });
  await expect(run).toBeEnabled({ timeout: 30_000 });
  await run.click();
  const container = page.getByRole("tabpanel", { name: "Container" });
  await expect(container.getByText("my-node-app exited with code 1.")).toBeVisible();
  await expect(container.getByText("Object.hasOwn is not a function").first()).toBeVisible();
});

test.describe("without a connection", () => {
  test.use({ expected: /ERR_INTERNET_DISCONNECTED/ });

  test("a page that lost the server says so, and loses nothing", async ({ page, context }) => {
    await page.goto(step);
    await rewrite(page, "# kept\nFROM node:14-alpine\n");
    await context.setOffline(true);
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await expect(page.getByText("No connection.")).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("# kept").first()).toBeVisible();
  });
});

async function build(page: Page, dockerfile: string): Promise<void> {
  await page.goto(step);
  await rewrite(page, dockerfile);
  await page.getByRole("button", { name: "Build", exact: true }).click();
}
