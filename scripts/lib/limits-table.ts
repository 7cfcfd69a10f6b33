import { inWords, type Limit, limits } from "@/domain/limits";

const begin = "<!-- limits: `npm run limits` writes this table -->";
const end = "<!-- /limits -->";

/** Every limit as a row of a Markdown table. */
export function limitsTable(all: Readonly<Record<string, Limit>> = limits): string {
  const rows = Object.entries(all).map(
    ([name, limit]) => `| \`${name}\` | ${limit.label} | ${inWords(limit)} | ${limit.reason} |`,
  );
  return ["| limit | of what | value | why |", "|---|---|---|---|", ...rows].join("\n");
}

/** A document with the table in its place; throws where it has no place for it. */
export function withLimits(text: string, table = limitsTable()): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}
