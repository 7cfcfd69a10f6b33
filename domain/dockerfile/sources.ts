import type { Instruction } from "./stages";

/** What an instruction takes from the build context, as written; null where it takes nothing of it. */
export function contextSources({ keyword, text, from }: Instruction): string[] | null {
  if (keyword === "RUN") return mounted(text);
  if ((keyword !== "COPY" && keyword !== "ADD") || from.length > 0) return null;
  const paths = argumentsOf(text).slice(0, -1);
  // A file written in the Dockerfile, and what comes from an address, is no file of the context.
  return paths.filter((path) => !/^(?:<<|https?:|git@)/.test(path));
}

/** The folders of the context that a `RUN` has mounted. */
function mounted(text: string): string[] | null {
  const mounts = [...text.matchAll(/\s--mount=(\S+)/g)].map(([, fields = ""]) =>
    Object.fromEntries(fields.split(",").map((field) => field.split("=", 2))),
  );
  const binds = mounts.filter(({ type = "bind", from }) => type === "bind" && from === undefined);
  return binds.length === 0 ? null : binds.map(({ source, src }) => source ?? src ?? ".");
}

function argumentsOf(text: string): string[] {
  const rest = text.replace(/^\S+\s+/, "").replace(/^(?:--\S+\s+)*/, "");
  return list(rest) ?? rest.split(/\s+/);
}

/** The form with brackets: `["a b", "/there"]`. */
function list(text: string): string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.map(String) : null;
  } catch {
    return null;
  }
}
