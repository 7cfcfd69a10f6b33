import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inlineScriptsOf, readInlineScripts } from "./inline-scripts";

// From https://www.w3.org/TR/CSP3/#external-hash: the hash of `alert('Hello, world.');`.
const hello = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";
const script = "<script>alert('Hello, world.');</script>";

test.each([
  [script, [hello]],
  [`${script}<p>scripts</p>${script}`, [hello]],
  [`<script id="a">alert('Hello, world.');</script>`, [hello]],
  [`<script src="/a.js" async=""></script>${script}`, [hello]],
  ["<scripture>x</scripture>", []],
  ["", []],
])("%j has %j", (html, hashes) => {
  expect(inlineScriptsOf(html)).toEqual(hashes);
});

test("a script of several lines counts as it stands", () => {
  expect(inlineScriptsOf("<script>\na\n</script>")).not.toEqual(
    inlineScriptsOf("<script>a</script>"),
  );
});

const folder = mkdtempSync(join(tmpdir(), "pages-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a page has its own scripts, and what is no page has those of the page that says so", () => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `<script>${text}</script>`);
  };
  write("index.html", "home");
  write("lessons/a/b.html", "b");
  write("_not-found.html", "nothing");
  write("lessons/a/b.rsc", "data");
  const scripts = readInlineScripts(folder);
  const of = (text: string) => inlineScriptsOf(`<script>${text}</script>`);
  expect(scripts("/")).toEqual(of("home"));
  expect(scripts("/lessons/a/b")).toEqual(of("b"));
  expect(scripts("/lessons/a")).toEqual(of("nothing"));
  expect(scripts("/__proto__")).toEqual(of("nothing"));
});
