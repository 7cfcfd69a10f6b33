import type { Outcome } from "../problem";
import { code } from "../words";

// C0 controls, DEL and C1 controls: no file system shows them, and a terminal obeys them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const control = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * The one spelling of a path in the build context: relative, `/` between names, no `.`, `..` or
 * empty name. `./a//b` becomes `a/b`; what would leave the context is refused, not repaired.
 */
export function normalisePath(path: string): Outcome<string> {
  const shown = code(path);
  if (control.test(path))
    return bad(`The path ${code(JSON.stringify(path))} has a control character.`);
  // UTF-8 can't write half a character, and would make two such paths one.
  if (/\p{Surrogate}/u.test(path))
    return bad(`The path ${code(JSON.stringify(path))} has half a character.`);
  if (path.includes("\\"))
    return bad(`The path ${shown} has a backslash; write ${code("/")} between folders.`);
  if (path.startsWith("/") || /^[A-Za-z]:\//.test(path)) {
    return bad(`The path ${shown} is absolute; paths start at the project's folder.`);
  }
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (names.includes("..")) return bad(`The path ${shown} leaves the build context.`);
  if (names.length === 0) return bad(`The path ${shown} names no file.`);
  if (path.endsWith("/") || path.endsWith("/.")) {
    return bad(`The path ${shown} is a folder; the context holds files.`);
  }
  return { ok: true, value: names.join("/") };
}

/** Every folder above a normalised path: `a/b/c` has `a` and `a/b`. */
export function foldersOf(path: string): string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}

const bad = (detail: string) => ({ ok: false, fault: { kind: "path", detail } }) as const;
