/** Whether one of a `COPY`'s sources takes a file of the context; paths as `normalisePath` makes them. */
export function takes(sources: readonly string[], path: string): boolean {
  return sources.some((source) => patternOf(source).test(path));
}

/**
 * A source as Go's `filepath.Match` reads it, which BuildKit uses; a folder stands for all in it.
 * A variable may hold anything, so that it fits whatever is there.
 * @see https://github.com/moby/buildkit/blob/v0.25.1/frontend/dockerfile/dockerfile2llb/convert.go
 */
function patternOf(source: string): RegExp {
  const path = source
    .replace(/\$(?:\w+|\{[^}]*\})/g, "\0")
    .split("/")
    .filter((name) => name !== "" && name !== ".")
    .join("/");
  if (path === "") return /^/;
  const pattern = path.replace(
    /\0|\*|\?|\\(.)|\[(\^?)([^\]]+)\]|[.+^$(){}|[\]\\/]/gu,
    (all, escaped, not, set) => {
      if (all === "\0") return ".*";
      if (all === "*") return "[^/]*";
      if (all === "?") return "[^/]";
      if (escaped) return literal(escaped);
      return set ? `(?!/)[${not}${set.replace(/[\\\][^&|~]/g, "\\$&")}]` : literal(all);
    },
  );
  return new RegExp(`^${pattern}(?:/|$)`, "u");
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
}
