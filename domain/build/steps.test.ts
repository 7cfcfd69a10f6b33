import { expect, test } from "vitest";
import { outlineOf } from "../dockerfile/stages";
import { countSteps } from "./steps";
import { translate, untold } from "./translate";

test("only the learner's instructions count", () => {
  const { stages } = outlineOf("FROM node:14\nWORKDIR /app\nRUN npm i\nCOPY . .\nCMD x");
  const vertex = (name: string, cached = false) => ({ digest: name, inputs: [], name, cached });
  const { after } = translate(untold(stages), {
    vertexes: [
      vertex("[internal] load build context"),
      vertex("[1/4] FROM docker.io/library/node:14", true),
      vertex("[2/4] WORKDIR /app", true),
      vertex("[3/4] RUN npm i", true),
      vertex("[4/4] COPY . ."),
      vertex("exporting to image"),
    ],
    statuses: [],
    logs: [],
    warnings: [],
  });
  expect(countSteps(after.vertexes.values())).toEqual({ cachedSteps: 2, totalSteps: 3 });
});
