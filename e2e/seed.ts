import { readFileSync } from "node:fs";

// What a learner who follows the text writes: the course's own solutions.
const solution = (step: string, path: string) =>
  readFileSync(
    new URL(`../content/lessons/01-multi-stage-builds/${step}/solution/${path}`, import.meta.url),
    "utf8",
  );

export const indexJs = solution("01-set-up-the-project", "index.js");
export const packageJson = solution("01-set-up-the-project", "package.json");
export const dockerfile = solution("02-create-a-multi-stage-dockerfile", "Dockerfile");
export const dockerfileSimple = solution("04-compare-sizes", "Dockerfile.simple");
