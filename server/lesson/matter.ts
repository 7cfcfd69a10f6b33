import { parse } from "yaml";
import type { z } from "zod";

/**
 * Splits a lesson file into its front matter, validated, and its prose. The prose keeps the file's line
 * numbers (the front matter becomes empty lines), so an error in it points at the right line.
 * Throws with the file's name where the front matter is missing or does not fit.
 */
export function readMatter<S extends z.ZodType>(
  source: string,
  text: string,
  schema: S,
): { matter: z.infer<S>; body: string } {
  const match = /^---\n([\s\S]*?\n)---\n/.exec(text);
  if (!match?.[1]) throw new Error(`${source}: expected front matter between two lines of ---`);
  const read = schema.safeParse(yaml(source, match[1]));
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => [...path, message].join(": "));
    throw new Error(`${source}: ${issues.join("; ")}`);
  }
  const lines = match[0].split("\n").length - 1;
  return { matter: read.data, body: "\n".repeat(lines) + text.slice(match[0].length) };
}

function yaml(source: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${source}: ${(error as Error).message}`, { cause: error });
  }
}
