import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { addUp, type Files } from "@/domain/lesson/files";
import { brokenPromises, type Lesson, type Step } from "@/domain/lesson/lesson";
import { inOrder, type Numbered } from "@/domain/lesson/order";
import { lessonMatter, stepMatter } from "@/domain/lesson/schema";
import { readMatter } from "./matter";

/** Reads every lesson of a folder, in order. Throws with the file's name at the first mistake. */
export async function readLessons(root: string): Promise<Lesson[]> {
  return Promise.all((await numberedIn(root)).map((entry) => readLesson(root, entry)));
}

async function readLesson(root: string, { folder, slug }: Numbered): Promise<Lesson> {
  const home = join(root, folder);
  const source = join(folder, "lesson.mdx");
  const { matter, body } = readMatter(
    source,
    await readFile(join(root, source), "utf8"),
    lessonMatter,
  );
  const entries = await numberedIn(home);
  const files = addUp(
    await Promise.all(entries.map((entry) => readFolder(join(home, entry.folder)))),
  );
  const steps = await Promise.all(
    entries.map(async (entry, at): Promise<Step> => {
      const stepFiles = files[at];
      if (!stepFiles) throw new Error(`${entry.folder}: no files were read`);
      return readStep(root, join(folder, entry.folder), entry.slug, stepFiles);
    }),
  );
  return { ...matter, slug, source, body, steps };
}

async function readStep(
  root: string,
  folder: string,
  slug: string,
  files: Pick<Step, "start" | "solution" | "given">,
): Promise<Step> {
  const source = join(folder, "step.mdx");
  const { matter, body } = readMatter(
    source,
    await readFile(join(root, source), "utf8"),
    stepMatter,
  );
  const step = { ...matter, ...files, slug, source, body };
  const broken = brokenPromises(step);
  if (broken.length > 0) throw new Error(`${source}: ${broken.join("; ")}`);
  return step;
}

async function readFolder(home: string) {
  const [files, solution] = await Promise.all([
    readTree(join(home, "files")),
    readTree(join(home, "solution")),
  ]);
  return { files, solution };
}

/** Reads a tree of text files; one that does not exist is empty, since a step need not change anything. */
async function readTree(root: string): Promise<Files> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const pairs = paths.sort().map(async (path) => {
    return [relative(root, path).split(sep).join("/"), await readFile(path, "utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

async function numberedIn(folder: string): Promise<Numbered[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return inOrder(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
}
