import { expect, rewrite, test } from "./fixture";

const step = "/lessons/multi-stage-builds/create-a-multi-stage-dockerfile";

test("edits survive a reload and leaving the step", async ({ page }) => {
  await page.goto(step);
  await rewrite(page, "# mine\nFROM scratch\n");
  await page.reload();
  await expect(page.getByText("# mine").first()).toBeVisible();
  await page.getByRole("link", { name: /^Next:/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Build and run/ })).toBeVisible();
  await expect(page.getByText("# mine").first()).toBeVisible();
});

test("Reset and Show me are one click each, and each can be undone", async ({ page }) => {
  await page.goto(step);
  await rewrite(page, "# mine\n");
  const panel = page.getByRole("tabpanel", { name: "Dockerfile" });

  await page.getByRole("button", { name: "Show me" }).click();
  await expect(panel.getByText("COPY --from=builder /app .")).toBeVisible();
  await page.getByRole("button", { name: "Undo show me" }).click();
  await expect(panel.getByText("# mine")).toBeVisible();

  await page.getByRole("button", { name: "Reset" }).click();
  await expect(panel.getByText("# mine")).toBeHidden();
  await page.getByRole("button", { name: "Undo reset" }).click();
  await expect(panel.getByText("# mine")).toBeVisible();
});

test("somebody who works by keyboard gets into the editor and out again", async ({ page }) => {
  await page.goto(step);
  await page.locator(".monaco-editor").getByRole("textbox").first().focus();
  await page.keyboard.press("Control+M");
  await page.keyboard.press("Tab");
  await expect(page.locator(".monaco-editor *:focus")).toHaveCount(0);
});
