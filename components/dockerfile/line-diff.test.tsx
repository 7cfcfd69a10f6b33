import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LineDiff } from "./line-diff";

const told = (before: string, after: string) =>
  renderToStaticMarkup(<LineDiff before={before} after={after} />)
    .replace(/<span aria-hidden[^>]*>[^<]*<\/span>/g, "")
    .split(/<li[^>]*>/)
    .slice(1)
    .map((line) => line.replace(/<[^>]*>/g, ""));

test("each line says whether it was added, removed or stayed, to who sees and who hears", () => {
  expect(told("FROM a\nRUN b\nCMD c\n", "FROM a\nRUN d\nCMD c\n")).toEqual([
    "FROM a",
    "Removed: RUN b",
    "Added: RUN d",
    "CMD c",
  ]);
});

test("two texts that are the same are said to be", () => {
  const html = renderToStaticMarkup(<LineDiff before="FROM a" after="FROM a" />);
  expect(html).toContain("line for line");
});
