import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, rewrite, test } from "./fixture";

test("a learner sees what each stage weighs, and looks into the one that was left behind", async ({
  page,
}) => {
  const stages = await build(page);
  const builder = stages.getByRole("listitem").filter({ hasText: "left behind" });
  await expect(builder).toContainText(/[\d,.]+ MB left behind/, { timeout: 60_000 });
  await expect(stages).toContainText(/copies [\d.]+ MB from builder/);

  await stages.getByRole("button", { name: "Look inside builder" }).click();
  const files = stages.getByRole("region", { name: "Files of builder" });
  await files.getByRole("button", { name: "app/" }).click({ timeout: 60_000 });
  await expect(files.getByRole("listitem").first()).toContainText("node_modules/");
  await files.getByRole("button", { name: "/", exact: true }).click();
  await expect(files.getByRole("button", { name: "usr/" })).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).include("[role=tabpanel]").analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target}`)).toEqual([]);
});

test("a learner looks into a stage that failed, as it was before the line that did", async ({
  page,
}) => {
  const dockerfile = `FROM node:14-alpine AS broken
RUN echo made > /made
RUN echo lost > /lost && exit 3
`;
  const stages = await build(page, dockerfile);
  await stages.getByRole("button", { name: "Look inside broken" }).click();
  await expect(stages.getByRole("heading", { name: /as it was before line 3$/ })).toBeVisible();
  const files = stages.getByRole("region", { name: "Files of broken" });
  await expect(files.getByText("made", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(files.getByText("lost", { exact: true })).toBeHidden();
});

/** Builds the step's Dockerfile, or another in its place; gives the stages once it is over. */
async function build(page: Page, dockerfile?: string): Promise<Locator> {
  await page.goto("/lessons/multi-stage-builds/build-and-run");
  if (dockerfile) {
    await page.getByRole("tab", { name: "Dockerfile", exact: true }).click();
    await rewrite(page, dockerfile);
  }
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const result = page.getByRole("tabpanel", { name: "Result" });
  await expect(result).toBeVisible({ timeout: 100_000 });
  return result.getByRole("region", { name: "Stages" });
}
