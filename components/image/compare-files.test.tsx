import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FileGroups } from "./compare-files";

test("each group counts all its files, names the weightiest, and says what they make", () => {
  const html = renderToStaticMarkup(
    <FileGroups
      diff={{
        added: { count: 3, bytes: 9e6, files: [{ path: "/a", after: 8e6 }] },
        removed: { count: 1, bytes: -2e6, files: [{ path: "/b", before: 2e6 }] },
        changed: { count: 1, bytes: 0, files: [{ path: "/c", before: 1, after: 1 }] },
      }}
    />,
  );
  const [added = "", removed = "", changed = ""] = html
    .split("<details")
    .slice(1)
    .map((part) => part.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "));
  expect(added).toMatch(/3 files, \+9\.0 MB .*\/a .*8\.0 MB .*counted only/);
  expect(removed).toMatch(/1 file, −2\.0 MB .*\/b/);
  expect(changed).toMatch(/\/c same size/);
});
