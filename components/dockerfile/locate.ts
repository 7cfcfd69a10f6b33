/**
 * Where a line of a file that was built (counted from 1) is in the file as it is now: at its place, or
 * where the same text now stands, if only there; null where it was edited or is gone.
 */
export function locate(built: string, now: string, line: number): number | null {
  const wanted = built.split("\n")[line - 1];
  if (wanted === undefined) return null;
  const lines = now.split("\n");
  if (lines[line - 1] === wanted) return line;
  const found = lines.indexOf(wanted);
  return found >= 0 && lines.lastIndexOf(wanted) === found ? found + 1 : null;
}
