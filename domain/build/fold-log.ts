/** What a terminal would show of one instruction's output, bounded. */
export type Log = {
  /** Finished and unfinished lines, oldest first; never a control character. */
  readonly lines: readonly string[];
  /** Lines that were let go to stay within {@link keptLines}. */
  readonly dropped: number;
  /** Whether more text would continue the last line. */
  readonly open: boolean;
  /** The start of an escape sequence or line ending whose rest has not come yet. */
  readonly pending: string;
};

export const emptyLog: Log = { lines: [], dropped: 0, open: false, pending: "" };

/** Lines of one instruction that are kept, the last ones. */
export const keptLines = 500;
const keptColumns = 2000;

const esc = "\u001b";
const sequences = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${esc}]*(?:\\u0007|${esc}\\\\)|[ -/]*[0-Z\\\\^-~])`,
  "g",
);
const unfinished = new RegExp(
  `(?:\\r|${esc}(?:\\[[0-?]*[ -/]*|\\][^\\u0007${esc}]{0,200}${esc}?|[ -/]*)?)$`,
);
const controls = /[^\P{Cc}\t]/gu;

/** Appends text as it came: a line may be split anywhere, a carriage return writes over its line. */
export function appendLog(log: Log, text: string): Log {
  const input = log.pending + text;
  const pending = unfinished.exec(input)?.[0] ?? "";
  const body = input
    .slice(0, input.length - pending.length)
    .replace(sequences, "")
    .replaceAll("\r\n", "\n");
  if (body === "") return { ...log, pending };

  const [first = "", ...rest] = body.split("\n");
  const kept = log.open ? log.lines.slice(0, -1) : [...log.lines];
  const before = log.open ? (log.lines.at(-1) ?? "") : "";
  const lines = [...kept, overwrite(before, first), ...rest.map((piece) => overwrite("", piece))];
  const open = lines.at(-1) !== "";
  if (!open) lines.pop();

  const extra = Math.max(0, lines.length - keptLines);
  return { lines: lines.slice(extra), dropped: log.dropped + extra, open, pending };
}

/** The line after a piece has been written on it; each carriage return starts it anew. */
function overwrite(before: string, piece: string): string {
  const written = piece.split("\r");
  const continued = before + (written[0] ?? "");
  const last = [continued, ...written.slice(1)].findLast((part) => part !== "") ?? "";
  return last.replace(controls, "").slice(0, keptColumns);
}
