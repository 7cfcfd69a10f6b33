import { readFileSync } from "node:fs";
import { expect, test } from "./fixture";

test("a learner compares two builds of the session, and takes a result along", async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto("/lessons/multi-stage-builds/compare-sizes");
  await page.getByRole("button", { name: "Show me" }).click();
  await page.getByRole("button", { name: "Build both" }).click();
  await expect(page.getByText(/× smaller/)).toBeVisible({ timeout: 60_000 });

  await page.getByRole("tab", { name: "Result" }).click();
  const result = page.getByRole("region", { name: "Result of my-node-app", exact: true });
  await expect(result.getByRole("heading", { name: "What the cache had" })).toBeVisible();
  const download = page.waitForEvent("download");
  await result.getByRole("link", { name: "Download the record" }).click();
  const record = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(record.build.source.text).toContain("AS builder");
  await result.getByRole("button", { name: "Share the result" }).click();
  const link = await result.getByRole("link", { name: /\/results\// }).getAttribute("href");

  await page.reload();
  await page.getByRole("tab", { name: "History" }).click();
  const builds = page.getByRole("button", { name: /^Build \d+:/ });
  await builds.first().click();
  await builds.last().click();
  await page.getByRole("link", { name: "Compare the two" }).click();
  await expect(page.getByText(/Only in the first: [\d,]+ files/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Added: FROM node:14-alpine")).toBeAttached();

  const reader = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const shared = await reader.newPage();
  await shared.goto(link ?? "");
  await expect(shared.getByText("unpacked", { exact: true })).toBeVisible();
  await shared.getByRole("button", { name: "COPY --from=builder" }).first().click();
  await expect(shared.locator("li:focus")).toContainText("COPY --from=builder");
  expect(await reader.cookies()).toEqual([]);
  await reader.close();
});
