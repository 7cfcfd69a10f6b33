import { readFileSync } from "node:fs";

const lesson = new URL("../content/lessons/01-multi-stage-builds/", import.meta.url);
const text = (path) => readFileSync(new URL(path, lesson), "utf8");

/** The finished project of the first lesson, read from the lesson itself. */
export function seedProject() {
  return {
    "index.js": text("01-set-up-the-project/solution/index.js"),
    "package.json": text("01-set-up-the-project/solution/package.json"),
    Dockerfile: text("02-create-a-multi-stage-dockerfile/solution/Dockerfile"),
    "Dockerfile.simple": text("04-compare-sizes/solution/Dockerfile.simple"),
  };
}
