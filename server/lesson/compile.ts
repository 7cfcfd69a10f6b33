import { evaluate } from "@mdx-js/mdx";
import * as runtime from "react/jsx-runtime";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import type { Files } from "@/domain/lesson/files";
import { fenceTitles, onlyKnownWords } from "./words";

/** How MDX says what is wrong and where. */
type VFileMessage = { readonly reason: string; readonly line?: number; readonly column?: number };
type Content = Awaited<ReturnType<typeof evaluate>>["default"];

/**
 * Turns the prose of a lesson file into a component; `files` are those that it may speak of.
 * Throws with the file's name, line and column.
 */
export async function compile(source: string, body: string, files: Files): Promise<Content> {
  try {
    const { default: Content } = await evaluate(
      { path: source, value: body },
      {
        ...runtime,
        remarkPlugins: [remarkGfm, [onlyKnownWords, files], fenceTitles],
        rehypePlugins: [rehypeSlug],
      },
    );
    return Content;
  } catch (error) {
    const { reason, line, column } = error as Partial<VFileMessage>;
    if (reason === undefined) throw error;
    throw new Error(`${source}:${line ?? 1}:${column ?? 1}: ${reason}`, { cause: error });
  }
}
