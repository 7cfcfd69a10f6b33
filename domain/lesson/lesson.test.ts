import { describe, expect, it } from "vitest";
import { brokenPromises, type Lesson, type Step, summarise } from "./lesson";

const step: Step = {
  slug: "build-and-run",
  source: "02-build-and-run/step.mdx",
  body: "",
  title: "Build",
  summary: "Build it.",
  minutes: 4,
  open: ["index.js"],
  builds: [{ dockerfile: "Dockerfile", tag: "app", label: "Multi-stage" }],
  run: true,
  compare: false,
  start: { "index.js": "" },
  solution: { "index.js": "", Dockerfile: "FROM node\n" },
  given: {},
};

describe("what a step promises", () => {
  it("is kept where its files are there, a Dockerfile at its end at the latest", () => {
    expect(brokenPromises(step)).toEqual([]);
  });

  it("is broken by a file to show that is only in the solution", () => {
    expect(brokenPromises({ ...step, open: ["Dockerfile"] })).toEqual([
      "open: Dockerfile is not among the files that the step starts with",
    ]);
  });

  it("is broken by a build without its Dockerfile", () => {
    expect(brokenPromises({ ...step, solution: step.start })).toEqual([
      "builds: Dockerfile is not among the step's files",
    ]);
  });
});

describe("the summary of a lesson", () => {
  it("adds up the minutes and leaves files and prose out", () => {
    const lesson: Lesson = {
      slug: "builds",
      source: "01-builds/lesson.mdx",
      body: "Words.",
      title: "Builds",
      summary: "All of it.",
      steps: [step, { ...step, slug: "again", minutes: 5 }],
    };
    const { slug, title, summary, minutes } = step;
    expect(summarise(lesson)).toEqual({
      slug: "builds",
      title: "Builds",
      summary: "All of it.",
      minutes: 9,
      steps: [
        { slug, title, summary, minutes },
        { slug: "again", title, summary, minutes: 5 },
      ],
    });
  });
});
