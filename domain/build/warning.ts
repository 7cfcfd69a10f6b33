import type { Warning } from "./result";
import type { SolveWarning } from "./solve";

/** One of Docker's build checks as the wire has it: `Rule: words (line 3)` taken apart. */
export function warningOf({ short, detail, url, lines }: SolveWarning): Warning {
  const [, rule, words] = /^(\w+): ([\s\S]+)$/.exec(short) ?? [];
  const message = (words ?? short).replace(/ \(line \d+\)$/, "");
  const line = lines[0]?.start;
  return {
    rule: rule ?? "",
    ...(line ? { line } : {}),
    message: message || detail.join(" "),
    ...(url ? { url } : {}),
  };
}
