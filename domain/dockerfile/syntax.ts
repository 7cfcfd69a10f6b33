/** A `# syntax=` line: the frontend image that it names, and whether the engine has that one built in. */
export type Syntax = { readonly image: string; readonly line: number; readonly builtIn: boolean };

const directive = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*$/;
// Stable releases of Docker's own frontend; `labs` ones have instructions that the engine's lacks.
const own =
  /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::(?:latest|stable|1(?:\.\d+){0,2}))?$/;

/** The `# syntax=` directive, which counts only among the directives at the very top. */
export function syntaxOf(dockerfile: string): Syntax | null {
  for (const [index, line] of dockerfile
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (index === 0 && line.startsWith("#!")) continue;
    const [, name, value] = directive.exec(line.trim()) ?? [];
    if (!name || !value) return null;
    if (name.toLowerCase() === "syntax") {
      return { image: value, line: index + 1, builtIn: own.test(value) };
    }
  }
  return null;
}

/**
 * The Dockerfile with a built-in frontend's directive turned into a plain comment, so that the engine
 * doesn't pull the image of what it has; lines keep their numbers.
 */
export function withBuiltInSyntax(dockerfile: string): string {
  const syntax = syntaxOf(dockerfile);
  if (!syntax?.builtIn) return dockerfile;
  const lines = dockerfile.split("\n");
  // Still a directive, so that an `escape` directive below keeps its force.
  lines[syntax.line - 1] = "# builtin=frontend";
  return lines.join("\n");
}
