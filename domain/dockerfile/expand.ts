/** Text with its variables filled in, and the names for which there was no value. */
export type Expanded = { readonly text: string; readonly missing: readonly string[] };

const reference = /\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})/g;

/**
 * Fills `$X`, `${X}`, `${X:-default}` and `${X:+other}` as a `FROM` line does. What BuildKit can and
 * this can't (patterns such as `${X#a}`) stays as written, its name missing: the engine decides then.
 */
export function expand(text: string, values: ReadonlyMap<string, string>): Expanded {
  const missing: string[] = [];
  const filled = text.replace(reference, (all, bare, braced, operator, word) => {
    const name: string = bare ?? braced;
    const value = values.get(name);
    if (operator === "+") return value ? word : "";
    if (value) return value;
    if (operator === "-") return word;
    missing.push(name);
    return all;
  });
  const rest = filled.match(/\$\{(\w+)/);
  if (rest?.[1] && !missing.includes(rest[1])) missing.push(rest[1]);
  return { text: filled, missing };
}
