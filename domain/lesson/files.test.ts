import { describe, expect, it } from "vitest";
import { addUp } from "./files";

const [first, second, third] = addUp([
  { files: { "index.js": "// here\n" }, solution: { "index.js": "serve()\n" } },
  { files: { Dockerfile: "# here\n" }, solution: { Dockerfile: "FROM node\n" } },
  { files: {}, solution: {} },
]);

describe("the files of a step", () => {
  it("start as the step's own where nothing went before", () => {
    expect(first?.start).toEqual({ "index.js": "// here\n" });
  });

  it("start where the step before ended, with the step's own on top", () => {
    expect(second?.start).toEqual({ "index.js": "serve()\n", Dockerfile: "# here\n" });
    expect(third?.start).toEqual({ "index.js": "serve()\n", Dockerfile: "FROM node\n" });
  });

  it("end with the solution on top of the start", () => {
    expect(first?.solution).toEqual({ "index.js": "serve()\n" });
    expect(third?.solution).toEqual(third?.start);
  });
});

describe("what the course gave up to a step's start", () => {
  it("holds each text once, in the order of the steps", () => {
    expect(third?.given).toEqual({
      "index.js": ["// here\n", "serve()\n"],
      Dockerfile: ["# here\n", "FROM node\n"],
    });
  });

  it("leaves out the step's own solution, so that a learner who wrote it keeps it", () => {
    expect(first?.given["index.js"]).toEqual(["// here\n"]);
    expect(second?.given.Dockerfile).toEqual(["# here\n"]);
  });
});
