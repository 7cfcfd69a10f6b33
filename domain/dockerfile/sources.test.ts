import { expect, test } from "vitest";
import { contextSources } from "./sources";
import { outlineOf } from "./stages";

test.each([
  ["COPY package*.json ./", ["package*.json"]],
  ["COPY a b ./", ["a", "b"]],
  ["COPY --chown=node:node --link a ./", ["a"]],
  ['COPY ["a b", "c", "/there/"]', ["a b", "c"]],
  ["COPY --from=builder /app .", null],
  ["ADD https://example.org/a.tgz b /there/", ["b"]],
  ["COPY <<EOF /there\nhello\nEOF", []],
  ["RUN npm ci", null],
  ["RUN --mount=type=cache,target=/root/.npm npm ci", null],
  ["RUN --mount=type=bind,source=package.json,target=package.json npm ci", ["package.json"]],
  ["RUN --mount=target=/src ls", ["."]],
  ["RUN --mount=from=builder,target=/src ls", null],
  ["ENV A=b", null],
])("%s takes %j of the context", (text, sources) => {
  const [stage] = outlineOf(`FROM a\n${text}\n`).stages;
  const [instruction] = stage?.instructions ?? [];
  expect(instruction && contextSources(instruction)).toEqual(sources);
});
