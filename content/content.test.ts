import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joint, remarks } from "@/app/(site)/remarks";
import { excerpt } from "@/domain/lesson/code";
import { recording } from "@/domain/lesson/recording";
import { contextOf } from "@/domain/workspace/context";
import { compile } from "@/server/lesson/compile";
import { readLessons } from "@/server/lesson/read";

const lessons = await readLessons(join(import.meta.dirname, "lessons"));
const recordingsHome = join(import.meta.dirname, "recordings");
const recordings = await readdir(recordingsHome);

describe.each(lessons)("lesson $slug", (lesson) => {
  it("has an overview that compiles", async () => {
    expect(await compile(lesson.source, lesson.body, {})).toBeTypeOf("function");
  });

  describe.each(lesson.steps)("step $slug", (step) => {
    it("has prose that compiles, about files that the step has", async () => {
      expect(await compile(step.source, step.body, step.solution)).toBeTypeOf("function");
    });

    it("has nothing to show before its solution that the solution does not end with", () => {
      expect(Object.keys(step.solution)).toEqual(expect.arrayContaining(Object.keys(step.start)));
    });

    it.each(step.builds)(
      "ends with a build context that the API takes for $tag",
      ({ dockerfile }) => {
        expect(contextOf({ files: step.solution, dockerfile })).toMatchObject({ ok: true });
      },
    );
  });
});

describe("the lesson of the home page", () => {
  const dockerfile = lessons[0]?.steps.at(-1)?.solution.Dockerfile ?? "";

  it("has its remarks on the lines that they are about", () => {
    const first = remarks.map(({ span }) => excerpt(dockerfile, span)?.split("\n")[1]);
    expect(first).toEqual(["FROM node:14 AS builder", "FROM node:14-alpine"]);
    expect(excerpt(dockerfile, joint)?.split("\n")[1]).toBe("COPY --from=builder /app .");
  });
});

describe("the recordings", () => {
  it.each(recordings)("%s is of a lesson, and of Dockerfiles that it has", async (name) => {
    const { images } = recording.parse(
      JSON.parse(await readFile(join(recordingsHome, name), "utf8")),
    );
    const lesson = lessons.find(({ slug }) => `${slug}.json` === name);
    const built = lesson?.steps.flatMap(({ builds }) => builds) ?? [];
    for (const { name, dockerfile } of images) {
      expect(built).toContainEqual(expect.objectContaining({ dockerfile, tag: name }));
    }
  });
});
