import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture";

test("a learner sees why one image is lighter, and looks into the layers that make it so", async ({
  page,
}) => {
  await page.goto("/lessons/multi-stage-builds/compare-sizes");
  await page.getByRole("button", { name: "Show me" }).click();
  await page.getByRole("button", { name: "Build both" }).click();

  const why = page.getByRole("region", { name: "Comparison" });
  await expect(why.getByText(/come from one cause: base image\.$/)).toBeVisible({
    timeout: 60_000,
  });
  const base = why.getByRole("listitem").filter({ hasText: /^Base image/ });
  await base.getByText("Base image", { exact: true }).click();
  await expect(base.getByRole("rowheader", { name: "Documentation and languages" })).toBeVisible();
  await base.getByRole("button", { name: /^line 1 FROM node:14$/ }).click();
  await expect(page.getByRole("tab", { name: "Dockerfile.simple" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(page.locator(".monaco-editor .active-line-number")).toHaveText("1");
  await fits(page);

  await page.getByRole("tab", { name: "Result" }).click();
  const result = page.getByRole("region", { name: "Result of my-node-app-simple" });
  await expect(result.getByText("unpacked", { exact: true })).toBeVisible();
  const size = (words: string) => result.locator("dl > div").filter({ hasText: words });
  await expect(size("beyond the base image, unpacked")).toContainText(/[\d.]+ [kM]B/);
  await expect(size("compressed, what a pull moves")).toContainText(/[\d.]+ MB/, {
    timeout: 60_000,
  });

  const files = page.getByRole("button", { name: "Files of RUN npm install" });
  const layer = result.getByRole("listitem").filter({ has: files });
  await layer.getByRole("button", { name: /^Go to line \d+ RUN npm install$/ }).hover();
  await expect(page.locator(".monaco-editor [class*=_lit]")).toHaveCount(1);
  await layer.getByRole("button", { name: "Files of RUN npm install" }).click();
  const search = layer.getByRole("searchbox", { name: "Search this layer’s files" });
  await search.fill("express/package.json");
  await expect(layer.getByRole("status")).toHaveText("1 found");
  await expect(layer.getByText("/app/node_modules/express/package.json")).toBeVisible();
  await search.fill("");
  const inside = layer.getByRole("listitem");
  for (const folder of ["app/", "node_modules/", "express/"]) {
    await inside.getByRole("button", { name: folder, exact: true }).click();
  }
  await expect(layer.getByRole("navigation", { name: "Folder" })).toContainText("express");
  await expect(layer.getByText("package.json", { exact: true })).toBeVisible();
  await fits(page);
});

/** No accessibility fault that a machine can find, light or dark, and no way sideways on a phone. */
async function fits(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include("[role=tabpanel]").analyze();
    const faults = violations.map(
      ({ id, nodes }) => `${colorScheme}: ${id} at ${nodes[0]?.target}`,
    );
    expect(faults).toEqual([]);
  }
  const desk = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBe(clientWidth);
  if (desk) await page.setViewportSize(desk);
}
