import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { stageGraph } from "@/domain/build/stage-graph";
import type { StageLook } from "@/domain/build/stage-look";
import { StageGraphView } from "./stage-graph";

const text = `FROM node:14 AS builder
RUN npm install
FROM node:14 AS docs
FROM node:14-alpine
COPY --from=builder /app .
COPY --from=nginx:alpine /etc/nginx /etc/nginx
`;
const looks: StageLook[] = [
  { index: 0, name: "builder", state: "measured", unpackedBytes: 1_024_736_439, layers: [] },
];

/** What each item of the list says, as it is read out. */
function said(brief: boolean): string[] {
  const graph = stageGraph({ text }, null, 0, looks);
  if (!graph) throw new Error("no graph");
  const html = renderToStaticMarkup(
    <StageGraphView graph={graph} status="running" brief={brief} onLine={() => {}} />,
  );
  const list = html.replace(/<svg.*?<\/svg>/g, "");
  return list
    .split(/<li[^>]*data-node/)
    .slice(1)
    .map((item) => item.replace(/^[^>]*>/, "").replace(/<[^>]*>/g, " "))
    .map((item) => item.replace(/\s+/g, " ").trim());
}

test("the list says in words all that the figure shows", () => {
  expect(said(false)).toEqual([
    "Image nginx:alpine",
    "waiting Go to line 1, builder on node:14 1,024.7 MB stays behind",
    "Go to line 3, docs skipped on node:14 not needed, so not built",
    "waiting Go to line 4, Stage 3 on node:14-alpine copies from builder line 5 copies from nginx:alpine line 6 becomes the image",
  ]);
});

test("in brief it says each stage's name and state", () => {
  expect(said(true)).toEqual([
    "Image nginx:alpine",
    "waiting Go to line 1, builder",
    "Go to line 3, docs skipped",
    "waiting Go to line 4, Stage 3",
  ]);
});
