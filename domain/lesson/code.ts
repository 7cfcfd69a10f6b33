/** The languages that the pages can colour. */
export type Language = "dockerfile" | "javascript" | "json" | "shellscript" | "diff" | "text";

const names: Readonly<Record<string, Language>> = {
  dockerfile: "dockerfile",
  js: "javascript",
  json: "json",
  sh: "shellscript",
  diff: "diff",
  text: "text",
};

/** The language that a fence of a lesson names (```js); undefined for a name outside the list. */
export function fenceLanguage(name: string): Language | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** The language of a file by its name: `Dockerfile.simple` is a Dockerfile; what is unknown is text. */
export function fileLanguage(path: string): Language {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^dockerfile(\.|$)|\.dockerfile$/i.test(name)) return "dockerfile";
  if (/\.[cm]?js$/.test(name)) return "javascript";
  if (name.endsWith(".json")) return "json";
  if (name.endsWith(".sh")) return "shellscript";
  return "text";
}

/**
 * What a copy button puts on the clipboard: a command without a newline at its end, so that a paste
 * waits for the reader's Enter; anything else with exactly one, as a file ends.
 */
export function copyText(code: string, language: Language): string {
  const trimmed = code.replace(/\n+$/, "");
  return language === "shellscript" ? trimmed : `${trimmed}\n`;
}

/** A span of lines, counted from 1, both ends included. */
export type Span = { readonly from: number; readonly to: number };

/** Reads `19-36` or `7`; undefined where it is neither, or runs backwards. */
export function readSpan(text: string): Span | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return from >= 1 && to >= from ? { from, to } : undefined;
}

/** Cuts a span of lines out of a text; undefined where the text is shorter than the span. */
export function excerpt(text: string, { from, to }: Span): string | undefined {
  const lines = text.replace(/\n+$/, "").split("\n");
  return to <= lines.length ? lines.slice(from - 1, to).join("\n") : undefined;
}
