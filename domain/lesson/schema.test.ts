import { describe, expect, it } from "vitest";
import { stepMatter } from "./schema";

const build = { dockerfile: "Dockerfile", tag: "my-node-app", label: "Multi-stage" };
const simple = { dockerfile: "Dockerfile.simple", tag: "my-node-app-simple", label: "Simple" };
const good = {
  title: "Compare image sizes",
  summary: "Two images on one scale.",
  minutes: 5,
  open: ["Dockerfile"],
  builds: [build, simple],
  run: true,
  compare: true,
};

function problems(change: object): string[] {
  const read = stepMatter.safeParse({ ...good, ...change });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
}

describe("the front matter of a step", () => {
  it("is taken as it is where it fits", () => {
    expect(stepMatter.parse(good)).toEqual(good);
  });

  it.each([
    ["no title", { title: "" }, "title"],
    ["a key that does not exist", { minuets: 3 }, ""],
    ["no minutes", { minutes: 0 }, "minutes"],
    ["no file to show", { open: [] }, "open"],
    [
      "a tag that Docker would refuse",
      { builds: [{ ...build, tag: "My App" }, simple] },
      "builds.0.tag",
    ],
    ["two builds of one tag", { builds: [build, { ...simple, tag: build.tag }] }, "builds"],
    ["a run without a build", { builds: [], compare: false }, "run"],
    ["a comparison of one", { builds: [build] }, "compare"],
  ])("refuses %s", (_, change, path) => {
    expect(problems(change)).toEqual([path]);
  });
});
