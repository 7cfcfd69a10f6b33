/** One line of a `.dockerignore`. */
type Rule = { readonly keep: boolean; readonly pattern: RegExp };

/**
 * The files that reach the engine: all but what the ignore file names. As Docker does,
 * `<dockerfile>.dockerignore` goes before `.dockerignore`, the last rule that matches decides, and a
 * rule that matches a folder holds for what is in it. The Dockerfile stays, because the engine reads
 * it from the context.
 * @see https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go
 */
export function withoutIgnored(
  files: ReadonlyMap<string, string>,
  dockerfile: string,
): ReadonlyMap<string, string> {
  const text = files.get(`${dockerfile}.dockerignore`) ?? files.get(".dockerignore");
  if (text === undefined) return files;
  const rules = rulesOf(text);
  return new Map([...files].filter(([path]) => path === dockerfile || !isIgnored(path, rules)));
}

function rulesOf(text: string): Rule[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .map((line) => (line.startsWith("#") ? "" : line.trim()));
  return lines.flatMap((line) => {
    const keep = line.startsWith("!");
    const path = clean(keep ? line.slice(1).trim() : line);
    return path === "" ? [] : [{ keep, pattern: regexOf(path) }];
  });
}

function isIgnored(path: string, rules: Rule[]): boolean {
  const names = path.split("/");
  const spans = names.map((_, index) => names.slice(0, index + 1).join("/"));
  let ignored = false;
  for (const { keep, pattern } of rules) {
    if (keep === ignored && spans.some((span) => pattern.test(span))) ignored = !keep;
  }
  return ignored;
}

/** Go's `filepath.Clean` for what a rule can hold: no empty name, no `.`, `..` taken back. */
function clean(path: string): string {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") names.pop();
    else names.push(name);
  }
  return names.join("/");
}

function regexOf(pattern: string): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === "*" && pattern[at + 1] === "*") {
      at += 1;
      if (pattern[at + 1] === "/") at += 1;
      source += at + 1 >= pattern.length ? ".*" : "(.*/)?";
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "[") {
      const end = pattern.indexOf("]", at + 2);
      source += end < 0 ? "\\[" : setOf(pattern.slice(at + 1, end));
      if (end > 0) at = end;
    } else {
      if (char === "\\" && at + 1 < pattern.length) at += 1;
      source += literal(pattern.charAt(at));
    }
  }
  return new RegExp(`^${source}$`, "u");
}

function setOf(inside: string): string {
  const negated = inside.startsWith("^");
  const chars = (negated ? inside.slice(1) : inside).replace(/[\\\][^&|~]/g, "\\$&");
  return `(?!/)[${negated ? "^" : ""}${chars}]`;
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
}
