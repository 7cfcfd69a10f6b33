import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixture";

const pages = [
  "/",
  "/lessons/multi-stage-builds",
  "/lessons/multi-stage-builds/set-up-the-project",
  "/lessons/multi-stage-builds/create-a-multi-stage-dockerfile",
  "/lessons/multi-stage-builds/build-and-run",
  "/lessons/multi-stage-builds/compare-sizes",
  "/lessons/multi-stage-builds/why-it-is-smaller",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page is free of accessibility faults that a machine can find (${colorScheme})`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ colorScheme, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    for (const path of pages) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target}`)).toEqual(
        [],
      );
    }
    await context.close();
  });
}

test("no page scrolls sideways on a phone", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  for (const path of pages) {
    await page.goto(path);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(`${path}: ${wider}`).toBe(`${path}: 0`);
  }
  await context.close();
});
