import { fenceLanguage } from "@/domain/lesson/code";
import type { Files } from "@/domain/lesson/files";
import { wordProblem } from "@/domain/lesson/vocabulary";

type Attribute = { type: string; name?: string; value?: unknown };
type Node = {
  type: string;
  name?: string | null;
  lang?: string | null;
  meta?: string | null;
  data?: { hProperties?: Record<string, string> };
  attributes?: readonly Attribute[];
  children?: readonly Node[];
  position?: unknown;
};
type File = { fail(reason: string, place?: never): never };

/**
 * A remark plugin that keeps a lesson to Markdown and the vocabulary: no other element, no import, no
 * expression, no fence in a language that is not coloured, and no file that is not among the step's.
 * Fails with the file, line and column.
 */
export function onlyKnownWords(files: Files) {
  return (tree: Node, file: File): void => {
    walk(tree, (node) => {
      const problem = problemOf(node, files);
      if (problem) file.fail(problem, node.position as never);
    });
  };
}

/** A remark plugin that hands a fence's title (```text title=".dockerignore") to the component. */
export function fenceTitles() {
  return (tree: Node): void => {
    walk(tree, (node) => {
      const title = node.type === "code" && /^title="([^"]+)"$/.exec(node.meta ?? "")?.[1];
      if (title) node.data = { ...node.data, hProperties: { title } };
    });
  };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children ?? []) walk(child, visit);
}

function problemOf(node: Node, files: Files): string | undefined {
  switch (node.type) {
    case "mdxjsEsm":
      return "a lesson has no import or export";
    case "mdxFlowExpression":
    case "mdxTextExpression":
      return "a lesson has no {expressions}; write \\{ for a brace";
    case "mdxJsxFlowElement":
    case "mdxJsxTextElement":
      return wordProblem(node.name ?? "", readAttributes(node.attributes ?? []), files);
    case "code":
      if (node.lang && fenceLanguage(node.lang)) return undefined;
      return `a fence needs a language of the lessons, not "${node.lang ?? ""}"`;
    default:
      return undefined;
  }
}

function readAttributes(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ name, value }) => [name ?? "{…}", value]));
}
