import { expect, test } from "vitest";
import { instructionAt } from "./at-line";
import { outlineOf } from "./stages";

const outline = outlineOf(`ARG A=1
FROM node:14
# a comment

RUN one \\
  && two
CMD ["node"]`);

test.each([
  [1, "ARG"],
  [2, "FROM"],
  [3, undefined],
  [4, undefined],
  [5, "RUN"],
  [6, "RUN"],
  [7, "CMD"],
  [8, undefined],
])("line %d belongs to %s", (line, keyword) => {
  expect(instructionAt(outline, line)?.keyword).toBe(keyword);
});
