import type { Page } from "@playwright/test";
import { expect, test } from "./fixture";
import { dockerfile } from "./seed";

const lesson = "/lessons/multi-stage-builds";

test("a snippet is copied exactly: no prompt sign, no line number, one trailing newline for a file", async ({
  page,
}) => {
  await page.goto(`${lesson}/create-a-multi-stage-dockerfile`);
  expect(await copied(page, "Copy Dockerfile")).toBe(dockerfile);

  await page.goto(`${lesson}/build-and-run`);
  const commands = page.getByRole("main").getByRole("button", { name: /^Copy/ });
  await commands.first().click();
  expect(await clipboard(page)).toBe("docker build -t my-node-app .");
});

test("a button that acts shows the command it stands for, and the command can be copied", async ({
  page,
}) => {
  await page.goto(`${lesson}/compare-sizes`);
  expect(await copied(page, "Copy the command that builds my-node-app-simple")).toBe(
    "docker build -t my-node-app-simple -f Dockerfile.simple .",
  );
  expect(await copied(page, "Copy the command that runs the image")).toBe(
    "docker run -p 3000:3000 my-node-app",
  );
});

test("somebody who only wants the Dockerfile copies it from the home page", async ({ page }) => {
  await page.goto("/");
  expect(await copied(page, "Copy Dockerfile")).toBe(dockerfile);
});

async function copied(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name, exact: true }).last().click();
  return clipboard(page);
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
