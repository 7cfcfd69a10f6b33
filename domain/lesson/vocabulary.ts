import { z } from "zod";
import { excerpt, readSpan } from "./code";
import type { Files } from "./files";

const span = z.string().refine((text) => readSpan(text) !== undefined, {
  message: 'expected lines such as "7" or "19-36"',
});

/**
 * The words that a lesson may use beside Markdown, and what each takes. The list is closed: a lesson
 * is data, so a word outside it is a mistake that stops the build, and no word takes an expression.
 */
const vocabulary = {
  /** Something to do in the workbench. */
  Task: z.strictObject({}),
  /** A remark beside the main line. */
  Note: z.strictObject({ title: z.string().min(1) }),
  /** A file of the step's solution, or some lines of it; `mark` points at lines. */
  Snippet: z.strictObject({ file: z.string(), lines: span.optional(), mark: span.optional() }),
  /** A file of the step, by name. */
  FileRef: z.strictObject({ path: z.string() }),
  /** A drawing, by name; what stands inside is its caption. */
  Figure: z.strictObject({ name: z.enum(["two-stages", "what-ships"]) }),
  /** A key of the keyboard. */
  kbd: z.strictObject({}),
} as const;

type Word = keyof typeof vocabulary;
export type Props<W extends Word> = z.infer<(typeof vocabulary)[W]>;

/**
 * Says what is wrong with a word and its attributes in a step that ends with these files; undefined
 * where nothing is.
 */
export function wordProblem(
  name: string,
  attributes: Record<string, unknown>,
  files: Files,
): string | undefined {
  if (!Object.hasOwn(vocabulary, name)) {
    return `<${name}> is not a word of the lessons; there are ${Object.keys(vocabulary).join(", ")}`;
  }
  const read = vocabulary[name as Word].safeParse(attributes);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => [...path, message].join(": "));
    return `<${name}> ${issues.join("; ")}`;
  }
  const problem = referenceProblem(read.data, files);
  return problem && `<${name}> ${problem}`;
}

/** What a word refers to and the step does not have: a file, or lines of it. */
function referenceProblem(
  { file, path = file, lines, mark }: Record<string, string | undefined>,
  files: Files,
): string | undefined {
  if (path === undefined) return undefined;
  const text = files[path];
  if (text === undefined) return `the step has no file ${path}`;
  const missing = [lines, mark].find((span) => {
    const read = span && readSpan(span);
    return read && excerpt(text, read) === undefined;
  });
  return missing && `${path} has no lines ${missing}`;
}
