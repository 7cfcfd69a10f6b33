import { test as base, expect, type Page } from "@playwright/test";

/** Fails a test on a console error, an uncaught error, or a request that leaves the product's origins. */
export const test = base.extend<{ expected: RegExp; clean: undefined }>({
  /** The one fault that a test brings about on purpose. */
  expected: [/^$/, { option: true }],
  clean: [
    async ({ context, baseURL, expected }, use) => {
      const faults: string[] = [];
      const watch = (page: Page) => {
        page.on("console", (message) => {
          if (message.type() === "error") faults.push(`console: ${message.text()}`);
        });
        page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
        page.on("request", (request) => {
          if (!isOurs(request.url(), baseURL)) faults.push(`request to ${request.url()}`);
        });
      };
      context.on("page", watch);
      for (const page of context.pages()) watch(page);
      await use(undefined);
      expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
    },
    { auto: true },
  ],
});

function isOurs(url: string, baseURL: string | undefined): boolean {
  const { protocol, hostname, origin } = new URL(url);
  if (protocol === "data:" || protocol === "blob:" || protocol === "about:") return true;
  return origin === new URL(baseURL ?? "").origin || hostname.endsWith(".preview.localhost");
}

export { expect };

/** Replaces the text of the editor that is shown by pasting, as a learner who copied a snippet does. */
export async function rewrite(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  // Focus, not click: the editor's lines lie over its text box.
  await page.locator(".monaco-editor").getByRole("textbox").first().focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}
