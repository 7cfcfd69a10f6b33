const tty = process.stdout.isTTY;
const paint = (code, text) => (tty ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Milliseconds as people read them: `0.4 s`, `12.3 s`, `2 min 05 s`. */
function seconds(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Prints one line about what happens. */
export function say(text) {
  console.log(`  ${text}`);
}

/** Runs one phase and prints a line with its time; a phase that had nothing to do returns `skipped`. */
export async function phase(label, work) {
  const start = performance.now();
  try {
    const value = await work();
    const note = value === skipped ? "nothing to do" : seconds(performance.now() - start);
    console.log(`${paint(32, "✓")} ${label} ${paint(2, `(${note})`)}`);
    return value;
  } catch (error) {
    console.log(
      `${paint(31, "✗")} ${label} ${paint(2, `(${seconds(performance.now() - start)})`)}`,
    );
    throw error;
  }
}

/** The value of a phase that found its work already done. */
export const skipped = Symbol("skipped");

/** A sentence for the person at the terminal, without a stack trace. */
export class Plain extends Error {}
