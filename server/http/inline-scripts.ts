import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The inline scripts of a page, as sources of a content security policy. */
export function inlineScriptsOf(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?=[\s>])([^>]*)>([\s\S]*?)<\/script>/g)];
  const inline = scripts.filter(([, attributes = ""]) => !/\ssrc=/.test(attributes));
  const hashes = inline.map(([, , text = ""]) =>
    createHash("sha256").update(text).digest("base64"),
  );
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`);
}

/** The inline scripts of a built page by its address; of the page for what there is not, elsewhere. */
export type InlineScripts = (pathname: string) => readonly string[];

/**
 * Reads the pages that `next build` wrote as files. They are served as they are, so a script in them
 * that is not listed is not the build's.
 */
export function readInlineScripts(folder: string): InlineScripts {
  const pages = new Map<string, readonly string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html")) continue;
    const pathname = `/${file.slice(0, -".html".length)}`.replace(/^\/index$/, "/");
    pages.set(pathname, inlineScriptsOf(readFileSync(join(folder, file), "utf8")));
  }
  return (pathname) => pages.get(pathname) ?? pages.get("/_not-found") ?? [];
}
