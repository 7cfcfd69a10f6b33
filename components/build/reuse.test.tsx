import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ReuseList } from "./reuse";

test("each instruction says that it was reused, or why not, with the way to that line", () => {
  const html = renderToStaticMarkup(
    <ReuseList
      onLine={() => {}}
      reuse={[
        { line: 2, stage: "0", instruction: "WORKDIR /app", reused: true },
        {
          line: 4,
          stage: "0",
          instruction: "RUN npm ci",
          reused: false,
          reason: { why: "earlier", line: 3 },
        },
      ]}
    />,
  );
  const [first = "", second = ""] = html.split("<li").slice(1);
  expect(first).toContain("reused");
  expect(first).toContain("WORKDIR /app");
  expect(second).toMatch(/<button[^>]*>line 3 above it changed<\/button>/);
});
