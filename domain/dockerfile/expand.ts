/** Text with its variables filled in, and the names for which there was no value. */
export type Expanded = { readonly text: string; readonly missing: readonly string[] };

/** More than any image's name; variables that double each other would fill the memory. */
const longest = 4096;

const reference = /\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})/g;

/**
 * Fills `$X`, `${X}`, `${X:-default}` and `${X:+other}` as a `FROM` line does. What BuildKit can and
 * this can't (patterns such as `${X#a}`), or what gets too long, stays as written, its name missing:
 * the engine decides then.
 */
export function expand(text: string, values: ReadonlyMap<string, string>): Expanded {
  const missing: string[] = [];
  let room = longest;
  const filled = text.replace(reference, (all, bare, braced, operator, word) => {
    const name: string = bare ?? braced;
    const value = values.get(name);
    if (operator === "+") return value ? word : "";
    if (value && value.length <= room) {
      room -= value.length;
      return value;
    }
    if (operator === "-" && !value) return word;
    missing.push(name);
    return all;
  });
  const rest = filled.match(/\$\{(\w+)/);
  if (rest?.[1] && !missing.includes(rest[1])) missing.push(rest[1]);
  return { text: filled, missing };
}
