import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "@playwright/test";
import { expect, rewrite, test } from "./fixture";

const step = "/lessons/multi-stage-builds/build-and-run";
const dockerfile = `FROM node:14-alpine
COPY index.js .
EXPOSE 3000
CMD ["node", "index.js"]
`;
const attacker = (app: string | undefined) =>
  readFileSync(new URL("attacker.js", import.meta.url), "utf8").replace(
    '"APP"',
    JSON.stringify(app),
  );

// What the attempts leave in the browser's console; the app itself has no such fault.
test.use({ expected: /^(console: |request to |page: )/ });

test("a stranger's container, shown by the app and alone, gets nothing of the app or its learner", async ({
  page,
  context,
  baseURL,
}) => {
  await page.goto(step);
  await write(page, "index.js", attacker(baseURL));
  await write(page, "Dockerfile", dockerfile);
  await page.getByRole("button", { name: "Build", exact: true }).click();
  const run = page.getByRole("button", { name: "Run", exact: true });
  await expect(run).toBeEnabled({ timeout: 60_000 });
  const before = await learnerIn(page);
  const builds = await countBuilds(page);
  await run.click();

  const inFrame = await findings(page.frameLocator("iframe"));
  expect(inFrame).toMatchObject({ ...nothing, steer: expect.stringMatching(/^refused/) });

  const alone = context.waitForEvent("page");
  await page.getByRole("link", { name: /^Open alone/ }).click();
  const tab = await alone;
  const inTab = await findings(tab);
  expect(inTab).toMatchObject({
    ...nothing,
    parent: "none",
    top: "none",
    opener: "none",
    window: /./,
  });

  // Nothing that it did counts for the learner: the cookie, the builds, the page.
  expect(await learnerIn(page)).toEqual(before);
  expect(await countBuilds(page)).toBe(builds);
  expect(new URL(page.url()).pathname).toBe(step);
  await tab.goto(new URL("/heard", tab.url()).href);
  const heard = await tab.textContent("body");
  expect(heard).toContain("user-agent");
  expect(heard).not.toMatch(/stagecraft-learner/);
});

/** What an attacker is left with, wherever it is shown. */
const nothing = {
  cookies: expect.not.stringContaining("stagecraft-learner"),
  read: expect.stringMatching(/^refused/),
  "read blindly": expect.stringMatching(/^refused/),
  write: expect.stringMatching(/^refused/),
  cancel: expect.stringMatching(/^refused/),
  stream: expect.stringMatching(/^refused/),
  script: expect.stringMatching(/^refused/),
  parent: expect.stringMatching(/^(refused|none)/),
  top: expect.stringMatching(/^(refused|none)/),
  opener: "none",
  frame: expect.not.stringContaining("readable"),
};

async function findings(place: FrameLocator | Page): Promise<Record<string, string>> {
  const out = place.locator("#out");
  await expect(out).toContainText('"frame"', { timeout: 30_000 });
  return JSON.parse((await out.textContent()) ?? "");
}

async function learnerIn(page: Page) {
  await expect.poll(() => cookies(page)).toHaveLength(1);
  return (await cookies(page))[0];
}

async function cookies(page: Page) {
  const all = await page.context().cookies(new URL("/", page.url()).href);
  return all.filter(({ name }) => name.includes("stagecraft-learner"));
}

/** Builds that have come in so far, anybody's. */
async function countBuilds(page: Page): Promise<number> {
  const text = await (await page.request.get("/api/metrics")).text();
  const counts = text.matchAll(/^stagecraft_builds(?:_\w+)?(?:\{[^}]*\})? (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function write(page: Page, path: string, text: string): Promise<void> {
  await page.getByRole("tab", { name: path, exact: true }).click();
  await rewrite(page, text);
}
